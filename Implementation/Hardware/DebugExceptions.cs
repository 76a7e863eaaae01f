using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>Whether debug exceptions other than BRK are generated at all.</summary>
internal static class DebugExceptions
{
    /// <summary>
    /// AArch64.GenerateDebugExceptionsFrom: both locks block everything (OSL-6, DLK-1). From an Exception level below the
    /// target that is all; at the target itself KDE and D decide (DBG-1).
    /// </summary>
    /// <param name="state">The synchronized debug registers.</param>
    /// <param name="from">The Exception level that the exception would come from: 0 or 1.</param>
    /// <param name="masked">PSTATE.D, or SPSR.D of a return.</param>
    /// <param name="routedToEl2">MDCR_EL2.TDE: the target is EL2.</param>
    public static bool GenerateDebugExceptionsFrom(DebugState state, uint from, bool masked, bool routedToEl2)
    {
        if (state.OSLK || state.DoubleLockStatus)
            return false;
        return routedToEl2 || from == 0 || ((state.MDSCR_EL1 & MDSCR_EL1.KDE) != 0 && !masked);
    }
}
