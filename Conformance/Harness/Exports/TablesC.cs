using System.Globalization;
using System.Text;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>The tables of the C exports: blocks and what is allowed after each step.</summary>
/// <param name="relocate">Moves addresses of slots and cells, which not every environment can have where the traces have them.</param>
internal sealed class TablesC(Func<ulong, ulong> relocate)
{
    /// <summary>A comment at the top of a C file.</summary>
    public static string Comment(IEnumerable<string> lines)
    {
        var text = new StringBuilder("/*\n");
        foreach (var line in lines)
            text.Append($" * {Clean(line)}".TrimEnd()).Append('\n');
        return text.Append(" */\n").ToString();
    }

    /// <summary>Text inside a comment.</summary>
    public static string Clean(string text) => text.Replace("*/", "* /", StringComparison.Ordinal);

    /// <summary>Text inside a string literal.</summary>
    public static string Quoted(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>The initializer of a struct block.</summary>
    public string Block(ExportedStep step)
    {
        Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
        BlockCompiler.Registers(step.Action, registers);
        var text = new StringBuilder("{\n\t\t\t.code = {\n");
        for (var i = 0; i < BlockCompiler.SlotWords; i++)
        {
            var instruction = step.Action.InstructionAt(i);
            var assembly = i < step.Action.Length ? AssemblyText.Of(instruction, i).Replace('\t', ' ') : "svc #0";
            text.Append(CultureInfo.InvariantCulture, $"\t\t\t\t0x{BlockCompiler.Encode(instruction, i):x8},\t/* {assembly} */\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\t\t\t}},\n\t\t\t.slot = 0x{relocate(GuestLayout.Slot(step.Action.Slot)):x},\n\t\t\t.spsr = 0x{step.Action.EntrySpsr:x},\n\t\t\t.x = {{ ");
        for (var i = 0; i < registers.Length; i++)
        {
            var position = i % GuestLayout.BlockLength;
            var isAddress = i >= GuestLayout.BlockLength || HoldsAddress(step.Action, position);
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}0x{(isAddress ? relocate(registers[i]) : registers[i]):x}");
        }
        return text.Append(" },\n\t\t}").ToString();
    }

    /// <summary>The array of what is allowed after a step.</summary>
    public string Outcomes(ExportedStep step)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"/* {Clean(step.Text)}\n * expected: {Clean(step.Expected)}\n */\nstatic const struct outcome outcomes_{step.Index + 1}[] = {{\n");
        foreach (var outcome in step.Outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\t{{\n\t\t.nr_events = {outcome.Events.Count},\n");
            if (outcome.Events.Count > 0)
            {
                text.Append("\t\t.events = {\n");
                foreach (var expected in outcome.Events)
                    Event(text, expected);
                text.Append("\t\t},\n");
            }
            text.Append("\t\t.left = {\n");
            for (var i = 0; i < outcome.Transfer.Count; i++)
            {
                var value = outcome.Transfer[i];
                var known = HoldsAddress(step.Action, i) && value.Mask >> 32 != 0 ? relocate(value.Value) : value.Value;
                text.Append(CultureInfo.InvariantCulture, $"\t\t\t{{ 0x{known & value.Mask:x}, 0x{value.Mask:x} }},\n");
            }
            text.Append("\t\t},\n");
            if (outcome.Errno != 0)
                text.Append(CultureInfo.InvariantCulture, $"\t\t.error = {outcome.Errno},\n");
            if (outcome.OneRegValue.Mask != 0)
                text.Append(CultureInfo.InvariantCulture, $"\t\t.one_reg = {{ 0x{outcome.OneRegValue.Value & outcome.OneRegValue.Mask:x}, 0x{outcome.OneRegValue.Mask:x} }},\n");
            text.Append("\t},\n");
        }
        return text.Append("};\n\n").ToString();
    }

    private void Event(StringBuilder text, in ExpectedEvent expected)
    {
        if (expected.Kind is not (ObservedEventKind.Exception or ObservedEventKind.DebugExit))
            throw new InvalidOperationException($"{expected.Kind} is no event of an exported program");
        text.Append(CultureInfo.InvariantCulture, $"\t\t\t{{ {(expected.Kind == ObservedEventKind.DebugExit ? "true" : "false")}, 0x{expected.Esr & expected.EsrMask:x}, 0x{expected.EsrMask:x}, 0x{relocate(expected.Elr):x}, 0x{expected.Spsr & expected.SpsrMask:x}, 0x{expected.SpsrMask:x}, 0x{relocate(expected.FarLow):x}, 0x{relocate(expected.FarHigh):x} }},\n");
    }

    /// <summary>Whether the register that an instruction moves is one of 64 bits that holds an address.</summary>
    private static bool HoldsAddress(in ScenarioAction action, int position) => action.Kind == ActionKind.Run && position < action.Length
        && action.InstructionAt(position) is { Opcode: Opcode.MSR or Opcode.MRS } instruction
        && instruction.Register is Model.Registers.RegisterId.DBGBVRn_EL1 or Model.Registers.RegisterId.DBGWVRn_EL1 or Model.Registers.RegisterId.ELR_EL1;
}
