using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>Kinds of actions and events in the words of traces.</summary>
public static class CoverageWords
{
    /// <summary>A kind of action.</summary>
    public static string Of(ActionKind kind) => kind switch
    {
        ActionKind.Run => "run",
        ActionKind.ColdReset => "cold-reset",
        ActionKind.WarmReset => "warm-reset",
        ActionKind.SetGuestDebug => "guest-debug",
        ActionKind.GetOneReg => "get-reg",
        ActionKind.SetOneReg => "set-reg",
        ActionKind.VcpuInit => "vcpu-init",
        ActionKind.Migrate => "migrate",
        ActionKind.Reenter => "reenter",
        ActionKind.Preempt => "preempt",
        _ => "switch-vm",
    };

    /// <summary>A kind of event.</summary>
    public static string Of(BoundaryEventKind kind) => kind switch
    {
        BoundaryEventKind.Preempt => "preempt",
        BoundaryEventKind.Reenter => "reenter",
        BoundaryEventKind.Migrate => "migrate",
        _ => "guest-debug",
    };
}
