using OsLockConformance.Model.Registers;

namespace OsLockConformance.Model.Reference;

/// <summary>Which debug exceptions a guest without a visible EL2 may generate: AArch64.GenerateDebugExceptionsFrom.</summary>
public static class DebugExceptionGate
{
    /// <summary>
    /// Whether debug exceptions are generated from an Exception level with mask D. OSL-6: never while the OS Lock is locked;
    /// DLK-1: never while the OS Double Lock is; DBG-1: from EL1 with KDE and D clear, from EL0 always.
    /// </summary>
    public static bool Generate(in GuestState state, int el, bool d)
    {
        if (state.OsLock && !state.LockBlocksNothing)
            return false;
        if (state.DoubleLockStatus)
            return false;
        return el == 0 || ((state.Mdscr & MDSCR_EL1.KDE) != 0 && !d);
    }

    /// <summary>Software step is enabled: MDSCR_EL1.SS and Generate().</summary>
    public static bool StepEnabled(in GuestState state, int el, bool d) =>
        (state.Mdscr & MDSCR_EL1.SS) != 0 && Generate(state, el, d);

    /// <summary>Breakpoints and watchpoints of the guest's own are enabled. While userspace debugs, their exceptions are taken to a higher
    /// Exception level, so that KDE and D do not count.</summary>
    internal static bool HardwareDebugEnabled(in GuestState state, in BlockState block, bool userspaceDebugs) =>
        userspaceDebugs ? EnabledElsewhere(state) : HardwareDebugEnabled(state, block.El, block.D);

    private static bool EnabledElsewhere(in GuestState state) =>
        (state.Mdscr & MDSCR_EL1.MDE) != 0 && !state.OsLock && !state.DoubleLockStatus;

    /// <summary>Breakpoints and watchpoints are enabled: MDSCR_EL1.MDE and Generate() (DBG-1).</summary>
    public static bool HardwareDebugEnabled(in GuestState state, int el, bool d) =>
        (state.Mdscr & MDSCR_EL1.MDE) != 0 && Generate(state, el, d);
}
