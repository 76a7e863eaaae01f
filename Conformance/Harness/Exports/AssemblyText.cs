using System.Globalization;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>Instructions as the GNU assembler reads them.</summary>
internal static class AssemblyText
{
    /// <summary>The word of the terminator and what it reads like.</summary>
    public const string Terminator = "svc\t#0";

    /// <summary>Instruction <paramref name="position"/> of a block, with the registers that <see cref="BlockCompiler"/> gives it.</summary>
    public static string Of(in Instruction instruction, int position)
    {
        var rt = GuestLayout.TransferRegister(position);
        var address = rt + GuestLayout.BlockLength;
        return instruction.Opcode switch
        {
            Opcode.NOP => "nop",
            Opcode.ISB => "isb",
            Opcode.ERET => "eret",
            Opcode.MRS => string.Create(CultureInfo.InvariantCulture, $"mrs\tx{rt}, {Register(instruction.SystemRegister, RegisterAccess.Read)}"),
            Opcode.MSR => string.Create(CultureInfo.InvariantCulture, $"msr\t{Register(instruction.SystemRegister, RegisterAccess.Write)}, x{rt}"),
            Opcode.BRK => string.Create(CultureInfo.InvariantCulture, $"brk\t#0x{instruction.Value:x}"),
            Opcode.SVC => string.Create(CultureInfo.InvariantCulture, $"svc\t#0x{instruction.Value:x}"),
            // Older assemblers do not know UDF.
            Opcode.UDF => string.Create(CultureInfo.InvariantCulture, $".inst\t0x{instruction.Value:x8}"),
            Opcode.LDR => Memory("ldr", instruction, rt, address),
            Opcode.STR => Memory("str", instruction, rt, address),
            Opcode.LDXR => Memory("ldxr", instruction, rt, address),
            Opcode.DAIFSet => "msr\tdaifset, #8",
            Opcode.DAIFClr => "msr\tdaifclr, #8",
            _ => throw new ArgumentOutOfRangeException(nameof(instruction), instruction.Opcode, "not an instruction"),
        };
    }

    /// <summary>What the instruction does, with its operands' values, for a comment.</summary>
    public static string Meaning(in Instruction instruction) => ActionText.Of(instruction);

    /// <summary>The name, where the assembler lets it be accessed in this direction; otherwise the encoding.</summary>
    private static string Register(SystemRegister register, RegisterAccess access)
    {
        var encoding = RegisterTable.EncodingOf(register);
        return (RegisterTable.Describe(register.Id).El1 & access) != 0
            ? register.ToString().ToLowerInvariant()
            : string.Create(CultureInfo.InvariantCulture, $"s{encoding.Op0}_{encoding.Op1}_c{encoding.CRn}_c{encoding.CRm}_{encoding.Op2}");
    }

    private static string Memory(string mnemonic, in Instruction instruction, int rt, int address)
    {
        var suffix = instruction.Index switch { 0 => "b", 1 => "h", _ => "" };
        var width = instruction.Index == 3 ? 'x' : 'w';
        return string.Create(CultureInfo.InvariantCulture, $"{mnemonic}{suffix}\t{width}{rt}, [x{address}]");
    }
}
