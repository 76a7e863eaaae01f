using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>One action, one line.</summary>
internal static class ActionSyntax
{
    public static ScenarioAction Parse(TraceTokens tokens)
    {
        if (ActionTable.Actions.FirstOrDefault(row => TraceTokens.Is(row.Keyword, tokens.PeekWord())) is not { Kind: var kind })
            throw tokens.Expected("an action", ActionTable.Actions.Select(static row => row.Keyword));
        tokens.TakeWord("an action");
        switch (kind)
        {
            case ActionKind.Run:
                return RunSyntax.Parse(tokens);
            case ActionKind.SetGuestDebug:
                return new()
                {
                    Kind = kind,
                    Control = GuestDebugFlagsSyntax.Parse(tokens),
                    DebugRegisters = UserspaceDebugRegistersSyntax.Parse(tokens),
                };
            case ActionKind.GetOneReg:
                var source = RegisterSyntax.Parse(tokens);
                return new() { Kind = kind, I0 = new(default, source.Id, source.Index) };
            case ActionKind.SetOneReg:
                var destination = RegisterSyntax.Parse(tokens);
                tokens.Take(',', $"',' after {destination}");
                return new() { Kind = kind, I0 = new(default, destination.Id, destination.Index, ValueSyntax.Parse(tokens, destination.Id)) };
            default:
                return new() { Kind = kind };
        }
    }

    public static void Write(StringBuilder text, in ScenarioAction action)
    {
        var kind = action.Kind;
        if (kind == ActionKind.Run)
        {
            RunSyntax.Write(text, action);
            return;
        }

        text.Append(ActionTable.Describe(kind).Keyword);
        switch (kind)
        {
            case ActionKind.SetGuestDebug:
                text.Append(' ');
                GuestDebugFlagsSyntax.Write(text, action.Control);
                UserspaceDebugRegistersSyntax.Write(text, action.DebugRegisters);
                break;
            case ActionKind.GetOneReg:
                text.Append(' ').Append(action.OneReg);
                break;
            case ActionKind.SetOneReg:
                text.Append(' ').Append(action.OneReg).Append(", ").Append(ValueSyntax.Print(action.OneReg.Id, action.OneRegValue));
                break;
        }
    }
}
