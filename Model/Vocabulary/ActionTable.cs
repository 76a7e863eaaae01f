namespace OsLockConformance.Model.Vocabulary;

/// <summary>The one place that says how every kind of action is written, what it needs, and what it does.</summary>
public static class ActionTable
{
    private static readonly ActionDescription[] Rows =
    [
        new(ActionKind.Run, "run", TargetCapabilities.Guest),
        new(ActionKind.ColdReset, "cold-reset", TargetCapabilities.Reset, "The PE goes through a cold reset."),
        new(ActionKind.WarmReset, "warm-reset", TargetCapabilities.Reset, "The PE goes through a warm reset."),
        new(ActionKind.SetGuestDebug, "guest-debug", TargetCapabilities.Userspace),
        new(ActionKind.GetOneReg, "get-reg", TargetCapabilities.Userspace),
        new(ActionKind.SetOneReg, "set-reg", TargetCapabilities.Userspace),
        new(ActionKind.VcpuInit, "vcpu-init", TargetCapabilities.Userspace, "Userspace initializes the vCPU again with KVM_ARM_VCPU_INIT."),
        new(ActionKind.Migrate, "migrate", TargetCapabilities.Userspace, "Userspace saves all registers and restores them into a fresh vCPU, as a migration does."),
        new(ActionKind.Reenter, "reenter", TargetCapabilities.Userspace, "Userspace leaves KVM_RUN and enters it again."),
        new(ActionKind.Preempt, "preempt", TargetCapabilities.Host, "The host schedules the vCPU thread out and in."),
        new(ActionKind.SwitchVm, "switch-vm", TargetCapabilities.Host, "From here on the host runs the other virtual machine."),
    ];

    /// <summary>All kinds, in the order of <see cref="ActionKind"/>.</summary>
    public static IReadOnlyList<ActionDescription> Actions => Rows;

    /// <summary>The row of a kind.</summary>
    public static ActionDescription Describe(ActionKind kind) => Rows[(int)kind];
}
