using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>DBG-5: what a linked breakpoint or watchpoint asks of the context-aware breakpoint that it names.</summary>
public static class ContextLinking
{
    /// <summary>Whether breakpoint <paramref name="lbn"/> is enabled, of a linking type, and its context is the running one.
    /// Naming one that is not context-aware or not implemented is CONSTRAINED UNPREDICTABLE.</summary>
    public static Possibility Matches(in DebugRegisterBank bank, uint contextIdr, PeConfiguration configuration, int lbn)
    {
        if (!configuration.IsContextAware(lbn))
            return Possibility.Either;
        var bcr = bank.Bcr[lbn];
        if (DBGBCR_EL1.E.Extract(bcr) == 0)
            return Possibility.No;
        return DBGBCR_EL1.BT.Extract(bcr) switch
        {
            3 => Possibilities.Of((uint)bank.Bvr[lbn] == contextIdr),
            0 or 1 or 2 => Possibility.No,
            // Reserved types, or types that need FEAT_VHE or EL2.
            _ => Possibility.Either,
        };
    }
}
