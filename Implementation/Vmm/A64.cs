using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>Machine code of the instructions of a block and of the monitor.</summary>
internal static class A64
{
    public const uint NOP = 0xD503201F;
    public const uint ISB = 0xD5033FDF;
    public const uint DSB_SY = 0xD5033F9F;
    public const uint IC_IALLU = 0xD508751F;
    public const uint ERET = 0xD69F03E0;
    public const uint DAIFSet8 = 0xD50348DF;
    public const uint DAIFClr8 = 0xD50348FF;

    private const int ImmediateShift = 5;

    /// <summary>Instruction <paramref name="index"/> of a block: its data are in X1 to X3, the address of a load or store in X4 to X6.</summary>
    public static uint Encode(in Instruction instruction, int index)
    {
        var rt = (uint)GuestLayout.TransferRegister(index);
        var rn = (uint)MonitorLayout.AddressRegister(index);
        return instruction.Opcode switch
        {
            Opcode.NOP => NOP,
            Opcode.ISB => ISB,
            Opcode.MRS => Mrs(RegisterTable.EncodingOf(instruction.SystemRegister), rt),
            Opcode.MSR => Msr(RegisterTable.EncodingOf(instruction.SystemRegister), rt),
            Opcode.BRK => 0xD4200000 | Immediate(instruction.Value),
            Opcode.SVC => Svc(instruction.Value),
            Opcode.UDF => (uint)(instruction.Value & 0xFFFF),
            Opcode.LDR => Sized(0x39400000, instruction.Index) | (rn << 5) | rt,
            Opcode.STR => Sized(0x39000000, instruction.Index) | (rn << 5) | rt,
            Opcode.LDXR => Sized(0x085F7C00, instruction.Index) | (rn << 5) | rt,
            Opcode.DAIFSet => DAIFSet8,
            Opcode.DAIFClr => DAIFClr8,
            Opcode.ERET => ERET,
            _ => throw new ArgumentOutOfRangeException(nameof(instruction), instruction.Opcode, "not an instruction"),
        };
    }

    public static uint Svc(ulong immediate) => 0xD4000001 | Immediate(immediate);

    public static uint Mrs(RegisterEncoding register, uint rt) => 0xD5300000 | Operands(register) | rt;

    public static uint Msr(RegisterEncoding register, uint rt) => 0xD5100000 | Operands(register) | rt;

    /// <summary>MOVZ Xd, #immediate, LSL #16.</summary>
    public static uint MovzHigh(uint rd, uint immediate) => 0xD2A00000 | (immediate << ImmediateShift) | rd;

    /// <summary>MOVZ Xd, #immediate.</summary>
    public static uint Movz(uint rd, uint immediate) => 0xD2800000 | (immediate << ImmediateShift) | rd;

    public static uint Ldr(uint rt, uint rn, uint offset) => 0xF9400000 | ((offset / 8) << 10) | (rn << 5) | rt;

    public static uint Str(uint rt, uint rn, uint offset) => 0xF9000000 | ((offset / 8) << 10) | (rn << 5) | rt;

    public static uint Ldp(uint rt, uint rt2, uint rn, uint offset) => 0xA9400000 | ((offset / 8) << 15) | (rt2 << 10) | (rn << 5) | rt;

    public static uint Stp(uint rt, uint rt2, uint rn, uint offset) => 0xA9000000 | ((offset / 8) << 15) | (rt2 << 10) | (rn << 5) | rt;

    public static uint Add(uint rd, uint rn, uint immediate) => 0x91000000 | (immediate << 10) | (rn << 5) | rd;

    public static uint Sub(uint rd, uint rn, uint immediate) => 0xD1000000 | (immediate << 10) | (rn << 5) | rd;

    /// <summary>B to <paramref name="target"/> from <paramref name="at"/>.</summary>
    public static uint B(ulong at, ulong target) => 0x14000000 | ((uint)((long)(target - at) >> 2) & 0x3FFFFFF);

    /// <summary>CBZ Xt to <paramref name="target"/> from <paramref name="at"/>.</summary>
    public static uint Cbz(uint rt, ulong at, ulong target) => 0xB4000000 | (((uint)((long)(target - at) >> 2) & 0x7FFFF) << 5) | rt;

    private static uint Immediate(ulong value) => (uint)(value & 0xFFFF) << ImmediateShift;

    private static uint Sized(uint opcode, byte sizeLog2) => opcode | ((uint)sizeLog2 << 30);

    private static uint Operands(RegisterEncoding register) =>
        (uint)(((register.Op0 - 2) << 19) | (register.Op1 << 16) | (register.CRn << 12) | (register.CRm << 8) | (register.Op2 << 5));
}
