using System.Globalization;
using System.Text;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exec;

/// <summary>
/// The lines that ask an implementation for something. They are made for programs: machine code, register contents, addresses and
/// encodings as numbers. Behind each action stands its trace line, as a comment for whoever reads along.
/// </summary>
public static class ExecRequest
{
    /// <summary>What begins a comment.</summary>
    public const char Comment = '#';

    /// <summary>A fresh machine with the given PE: <c>reset breakpoints=6 watchpoints=4 context-aware=2</c>.</summary>
    public static string Reset(PeConfiguration configuration)
    {
        var text = new StringBuilder("reset");
        var line = new StringBuilder();
        ConfigurationSyntax.Write(line, configuration);
        return text.Append(line.ToString(HeaderSyntax.Config.Length, line.Length - HeaderSyntax.Config.Length)).ToString();
    }

    /// <summary>An action.</summary>
    public static string Of(in ScenarioAction action)
    {
        var text = new StringBuilder();
        Write(text, action);
        return text.ToString();
    }

    /// <summary>Appends an action, without a line break.</summary>
    public static void Write(StringBuilder text, in ScenarioAction action)
    {
        ArgumentNullException.ThrowIfNull(text);
        switch (action.Kind)
        {
            case ActionKind.Run:
                WriteRun(text, action);
                break;
            case ActionKind.SetGuestDebug:
                WriteGuestDebug(text, action);
                break;
            case ActionKind.GetOneReg:
                text.Append(CultureInfo.InvariantCulture, $"get-reg id=0x{RegisterTable.EncodingOf(action.OneReg).Key:x4}");
                break;
            case ActionKind.SetOneReg:
                text.Append(CultureInfo.InvariantCulture, $"set-reg id=0x{RegisterTable.EncodingOf(action.OneReg).Key:x4} value=0x{action.OneRegValue:x}");
                break;
            default:
                // Its trace line is a word that says it all.
                ActionSyntax.Write(text, action);
                return;
        }

        text.Append("  ").Append(Comment).Append(' ');
        ActionSyntax.Write(text, action);
    }

    private static void WriteRun(StringBuilder text, in ScenarioAction action)
    {
        var entry = GuestLayout.Slot(action.Slot);
        text.Append(CultureInfo.InvariantCulture, $"run pc=0x{entry:x} spsr=0x{action.EntrySpsr:x} code=");
        for (var i = 0; i < action.Length; i++)
            text.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"0x{BlockCompiler.Encode(action.InstructionAt(i), i):x8}");
        Span<ulong> registers = stackalloc ulong[BlockCompiler.EntryRegisters];
        BlockCompiler.Registers(action, registers);
        for (var i = 0; i < registers.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $" x{i + 1}=0x{registers[i]:x}");
        for (var i = 0; i <= action.Length; i++)
            WriteEvent(text, entry + (4UL * (ulong)i), action.EventAt(i));
    }

    private static void WriteEvent(StringBuilder text, ulong address, in BoundaryEvent boundaryEvent)
    {
        if (boundaryEvent.Kind == BoundaryEventKind.None)
            return;
        text.Append(CultureInfo.InvariantCulture, $" at=0x{address:x}:");
        if (boundaryEvent.Kind == BoundaryEventKind.SetGuestDebug)
            text.Append(CultureInfo.InvariantCulture, $"guest-debug:0x{boundaryEvent.Control.ToControlWord():x}");
        else
            text.Append(boundaryEvent.Kind switch { BoundaryEventKind.Preempt => "preempt", BoundaryEventKind.Reenter => "reenter", _ => "migrate" });
    }

    private static void WriteGuestDebug(StringBuilder text, in ScenarioAction action)
    {
        ref readonly var registers = ref action.DebugRegisters;
        text.Append(CultureInfo.InvariantCulture, $"guest-debug control=0x{action.Control.ToControlWord():x}");
        text.Append(CultureInfo.InvariantCulture, $" bvr0=0x{registers.Bvr0:x} bcr0=0x{registers.Bcr0:x} bvr1=0x{registers.Bvr1:x} bcr1=0x{registers.Bcr1:x}");
        text.Append(CultureInfo.InvariantCulture, $" wvr0=0x{registers.Wvr0:x} wcr0=0x{registers.Wcr0:x} wvr1=0x{registers.Wvr1:x} wcr1=0x{registers.Wcr1:x}");
    }
}
