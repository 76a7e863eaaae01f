using OsLockConformance.Model.Registers;

namespace OsLockConformance.Model.Vocabulary;

/// <summary>One instruction of a block.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Register">The register of MSR and MRS.</param>
/// <param name="Index">n of the register for MSR and MRS; base-2 logarithm of the access size in bytes (0 to 3) for loads and stores.</param>
/// <param name="Value">The value written by MSR; the immediate (16 bits) of BRK, SVC and UDF; the address of a load or store.</param>
public readonly record struct Instruction(Opcode Opcode, RegisterId Register = default, byte Index = 0, ulong Value = 0)
{
    /// <summary>The register of MSR and MRS with its number.</summary>
    public SystemRegister SystemRegister => new(Register, Index);

    /// <summary>The size in bytes of a load or store.</summary>
    public int AccessSize => 1 << Index;

    /// <summary>Whether this is a load or store.</summary>
    public bool AccessesMemory => Opcode is Opcode.LDR or Opcode.STR or Opcode.LDXR;

    /// <summary>Whether the instruction, if it completes, leaves a value that the observer reads: MRS and loads.</summary>
    public bool ProducesValue => Opcode is Opcode.MRS or Opcode.LDR or Opcode.LDXR;

    /// <summary>MSR of <paramref name="register"/>.</summary>
    public static Instruction Msr(RegisterId register, ulong value, int index = 0) => new(Opcode.MSR, register, (byte)index, value);

    /// <summary>MRS of <paramref name="register"/>.</summary>
    public static Instruction Mrs(RegisterId register, int index = 0) => new(Opcode.MRS, register, (byte)index);
}
