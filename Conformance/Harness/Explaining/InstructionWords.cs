using System.Globalization;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Explaining;

/// <summary>An instruction as what the guest does: <c>locks the OS Lock (OSLAR_EL1 = 1)</c>.</summary>
internal static class InstructionWords
{
    /// <summary>The clause.</summary>
    public static string Of(in Instruction instruction) => instruction.Opcode switch
    {
        Opcode.NOP => "executes NOP",
        Opcode.ISB => "synchronizes the context (ISB)",
        Opcode.MRS => $"reads {instruction.SystemRegister}",
        Opcode.MSR => Write(instruction),
        Opcode.BRK => $"executes BRK #{NumberSyntax.Print(instruction.Value)}",
        Opcode.SVC => $"executes SVC #{NumberSyntax.Print(instruction.Value)}",
        Opcode.UDF => $"executes UDF #{NumberSyntax.Print(instruction.Value)}, which is UNDEFINED",
        Opcode.LDR => $"loads {Bytes(instruction)} from cell {AddressText.Of(instruction.Value)}",
        Opcode.STR => $"stores {Bytes(instruction)} to cell {AddressText.Of(instruction.Value)}",
        Opcode.LDXR => $"loads {Bytes(instruction)} exclusively from cell {AddressText.Of(instruction.Value)}",
        Opcode.DAIFSet => "masks debug exceptions (PSTATE.D = 1)",
        Opcode.DAIFClr => "unmasks debug exceptions (PSTATE.D = 0)",
        _ => "executes ERET (to ELR_EL1, with SPSR_EL1)",
    };

    private static string Write(in Instruction instruction)
    {
        var value = instruction.Value;
        var assignment = $"{instruction.SystemRegister} = {ValueSyntax.Print(instruction.Register, value)}";
        var n = instruction.Index;
        return instruction.Register switch
        {
            RegisterId.OSLAR_EL1 => $"{((value & 1) != 0 ? "locks" : "unlocks")} the OS Lock ({assignment})",
            RegisterId.OSDLR_EL1 => $"{((value & 1) != 0 ? "locks" : "unlocks")} the OS Double Lock ({assignment})",
            RegisterId.DBGBVRn_EL1 => string.Create(CultureInfo.InvariantCulture, $"points breakpoint {n} at {AddressText.Of(value)}"),
            RegisterId.DBGWVRn_EL1 => string.Create(CultureInfo.InvariantCulture, $"points watchpoint {n} at {AddressText.Of(value)}"),
            RegisterId.DBGBCRn_EL1 => Control("breakpoint", instruction),
            RegisterId.DBGWCRn_EL1 => Control("watchpoint", instruction),
            _ => $"writes {assignment}",
        };
    }

    private static string Control(string kind, in Instruction instruction)
    {
        var value = instruction.Value;
        var fields = RegisterTable.Describe(instruction.Register).Fields
            .Where(field => (value & field.Mask) != 0 && field.Low != 0)
            .Select(field => $"{field.Name}={NumberSyntax.Print(field.Extract(value))}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{((value & 1) != 0 ? "enables" : "disables")} {kind} {instruction.Index} ({string.Join(' ', fields.Prepend($"{instruction.SystemRegister} = {NumberSyntax.Print(value)}"))})");
    }

    private static string Bytes(in Instruction instruction) =>
        instruction.AccessSize == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{instruction.AccessSize} bytes");
}
