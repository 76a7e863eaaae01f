using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Model.Reference;

/// <summary>Which debug exceptions a guest without a visible EL2 may generate: AArch64.GenerateDebugExceptionsFrom.</summary>
public static class DebugExceptionGate
{
    /// <summary>Whether Software Step exceptions may be generated from an Exception level with mask D.</summary>
    public static bool GenerateStep(in GuestState state, int el, bool d) => Generate(state, el, d, QemuDeviations.LockIgnoredByStep(el));

    /// <summary>Software step is enabled: MDSCR_EL1.SS and <see cref="GenerateStep"/>.</summary>
    public static bool StepEnabled(in GuestState state, int el, bool d) =>
        (state.Mdscr & MDSCR_EL1.SS) != 0 && GenerateStep(state, el, d);

    /// <summary>SST-1, the active-pending state: PSTATE.SS is 0 while software step is <paramref name="enabled"/>.</summary>
    internal static Possibility ActivePending(Possibility enabled, in BlockState block) =>
        enabled.And(block.SsUnknown ? Possibility.Either : Possibilities.Of(!block.SS));

    /// <summary>SST-1, the active-not-pending state: PSTATE.SS is 1 while software step is <paramref name="enabled"/>.</summary>
    internal static Possibility ActiveNotPending(Possibility enabled, in BlockState block) =>
        enabled.And(block.SsUnknown ? Possibility.Either : Possibilities.Of(block.SS));

    /// <summary>Breakpoints of the guest's own are enabled (DBG-1). While userspace debugs, their exceptions are taken to a higher
    /// Exception level, so that KDE and D do not count.</summary>
    internal static bool BreakpointsEnabled(in GuestState state, in BlockState block, bool userspaceDebugs) =>
        HardwareDebugEnabled(state, block, userspaceDebugs, QemuDeviations.LockIgnoredByBreakpoints(block.El));

    /// <summary>As <see cref="BreakpointsEnabled"/>, for watchpoints.</summary>
    internal static bool WatchpointsEnabled(in GuestState state, in BlockState block, bool userspaceDebugs) =>
        HardwareDebugEnabled(state, block, userspaceDebugs, QemuDeviations.LockIgnoredByWatchpoints(block.El));

    private static bool HardwareDebugEnabled(in GuestState state, in BlockState block, bool userspaceDebugs, ErratumId lockIgnored)
    {
        if ((state.Mdscr & MDSCR_EL1.MDE) == 0)
            return false;
        return userspaceDebugs ? !state.OsLock && !state.DoubleLockStatus : Generate(state, block.El, block.D, lockIgnored);
    }

    /// <summary>
    /// OSL-6: no debug exceptions while the OS Lock is locked, an accepted erratum apart; DLK-1: none while the OS Double Lock is;
    /// DBG-1: from EL1 with KDE and D clear, from EL0 always.
    /// </summary>
    private static bool Generate(in GuestState state, int el, bool d, ErratumId lockIgnored)
    {
        if (state.OsLock && (state.LockIgnored & lockIgnored) == 0)
            return false;
        if (state.DoubleLockStatus)
            return false;
        return el == 0 || ((state.Mdscr & MDSCR_EL1.KDE) != 0 && !d);
    }
}
