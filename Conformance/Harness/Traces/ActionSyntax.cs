using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>One action, one line.</summary>
internal static class ActionSyntax
{
    private const string GuestDebug = "guest-debug";
    private const string GetReg = "get-reg";
    private const string SetReg = "set-reg";

    private static readonly (string Name, ActionKind Kind)[] Keywords =
    [
        (RunSyntax.Keyword, ActionKind.Run),
        (GuestDebug, ActionKind.SetGuestDebug),
        (GetReg, ActionKind.GetOneReg),
        (SetReg, ActionKind.SetOneReg),
        ("vcpu-init", ActionKind.VcpuInit),
        ("migrate", ActionKind.Migrate),
        ("reenter", ActionKind.Reenter),
        ("preempt", ActionKind.Preempt),
        ("switch-vm", ActionKind.SwitchVm),
        ("cold-reset", ActionKind.ColdReset),
        ("warm-reset", ActionKind.WarmReset),
    ];

    public static ScenarioAction Parse(TraceTokens tokens)
    {
        var (name, kind) = Array.Find(Keywords, row => TraceTokens.Is(row.Name, tokens.PeekWord()));
        if (name is null)
            throw tokens.Expected("an action", Keywords.Select(static row => row.Name));
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

        text.Append(Array.Find(Keywords, row => row.Kind == kind).Name);
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
