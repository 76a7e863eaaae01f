using System.Globalization;
using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// <c>run SLOT MODE [D=1] [SS=1] [IL=1] { … }</c>: one to three instructions, each after the event at its boundary if there is
/// one, and the event before the terminator last.
/// </summary>
internal static class RunSyntax
{
    public const string Keyword = "run";

    private static readonly (string Name, EntryMode Mode)[] Modes =
        [("EL1h", EntryMode.EL1h), ("EL0t", EntryMode.EL0t), ("EL1t", EntryMode.EL1t), ("illegal", EntryMode.Illegal)];

    /// <summary>Reads what follows the word <c>run</c>.</summary>
    public static ScenarioAction Parse(TraceTokens tokens)
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Slot = ParseSlot(tokens), Mode = ParseMode(tokens) };
        while (tokens.Peek() is not ('{' or '\0'))
        {
            if (tokens.TryTakeWord("D"))
                action.D = ParseFlag(tokens, "D");
            else if (tokens.TryTakeWord("SS"))
                action.SS = ParseFlag(tokens, "SS");
            else if (tokens.TryTakeWord("IL"))
                action.IL = ParseFlag(tokens, "IL");
            else
                throw tokens.Expected("D, SS, IL or '{'");
        }

        tokens.Take('{', "'{' before the instructions");
        ParseBlock(tokens, ref action);
        return action;
    }

    public static void Write(StringBuilder text, in ScenarioAction action)
    {
        var mode = action.Mode;
        text.Append(Keyword).Append(' ').Append(AddressSyntax.SlotName(action.Slot)).Append(' ')
            .Append(Array.Find(Modes, row => row.Mode == mode).Name);
        text.Append(action.D ? " D=1" : "").Append(action.SS ? " SS=1" : "").Append(action.IL ? " IL=1" : "").Append(" { ");
        for (var i = 0; i <= action.Length; i++)
        {
            var boundaryEvent = action.EventAt(i);
            if (boundaryEvent.Kind != BoundaryEventKind.None)
            {
                BoundaryEventSyntax.Write(text, boundaryEvent);
                text.Append(i < action.Length ? "; " : " ");
            }

            if (i == action.Length)
                continue;
            InstructionSyntax.Write(text, action.InstructionAt(i));
            text.Append(i + 1 < action.Length || action.EventAt(i + 1).Kind != BoundaryEventKind.None ? "; " : " ");
        }

        text.Append('}');
    }

    private static void ParseBlock(TraceTokens tokens, ref ScenarioAction action)
    {
        do
        {
            if (tokens.Peek() == '}' && action.Length > 0)
                break;
            if (tokens.TryTake(BoundaryEventSyntax.Mark))
                ParseEvent(tokens, ref action);
            else if (action.Length < GuestLayout.BlockLength)
                action.SetInstruction(action.Length, InstructionSyntax.Parse(tokens, action.Length++));
            else
                throw tokens.Expected($"'}}' after {GuestLayout.BlockLength.ToString(CultureInfo.InvariantCulture)} instructions, the most that a block holds");
        }
        while (tokens.TryTake(';'));

        if (action.Length == 0)
            throw tokens.Expected("';' and an instruction");
        tokens.Take('}', "';' or '}'");
    }

    private static void ParseEvent(TraceTokens tokens, ref ScenarioAction action)
    {
        if (action.EventAt(action.Length).Kind != BoundaryEventKind.None)
            throw tokens.Expected("an instruction after the event, for a boundary has one event");
        action.SetEvent(action.Length, BoundaryEventSyntax.Parse(tokens));
    }

    private static byte ParseSlot(TraceTokens tokens)
    {
        if (tokens.PeekWord() is not [>= 'A' and < (char)('A' + GuestLayout.SlotCount)] word)
            throw tokens.Expected("a slot, A to D");
        tokens.TakeWord("a slot");
        return (byte)(word[0] - 'A');
    }

    private static EntryMode ParseMode(TraceTokens tokens)
    {
        var (name, mode) = Array.Find(Modes, row => TraceTokens.Is(row.Name, tokens.PeekWord()));
        if (name is null)
            throw tokens.Expected("a mode", Modes.Select(static row => row.Name));
        tokens.TakeWord("a mode");
        return mode;
    }

    private static bool ParseFlag(TraceTokens tokens, string name) =>
        !tokens.TryTake('=') || NumberSyntax.ParseInRange(tokens, name, 0, 1) == 1;
}
