using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The breakpoint comparators.</summary>
internal sealed class BreakpointUnit(PeConfiguration configuration)
{
    private const ulong AddressBits = 0x0001_FFFF_FFFF_FFFC;
    private const uint Address = 0u << 20;
    private const uint LinkedAddress = 1u << 20;
    private const uint Context = 2u << 20;
    private const uint LinkedContext = 3u << 20;

    /// <summary>AArch64.BreakpointMatch over all breakpoints: whether one matches the instruction at <paramref name="pc"/> (DBG-2, DBG-5).</summary>
    public bool Match(DebugState state, ulong pc, uint el)
    {
        var controls = state.DBGBCR;
        for (var n = 0; n < controls.Length; n++)
        {
            var control = controls[n];
            if ((control & BreakpointControl.E) != 0 && PrivilegeMatch.Matches(control, el) && ValueMatch(state, n, control, pc))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether the breakpoint that LBN names agrees with CONTEXTIDR_EL1 (DBG-5). It must be enabled and of type BT 3; its own
    /// PMC, HMC, SSC and BAS do not count. An LBN that is not context-aware is CONSTRAINED UNPREDICTABLE: no match here.
    /// </summary>
    public bool LinkedMatch(DebugState state, int lbn)
    {
        if (!configuration.IsContextAware(lbn))
            return false;
        var control = state.DBGBCR[lbn];
        return (control & BreakpointControl.E) != 0
            && (control & BreakpointControl.BT) == LinkedContext
            && ContextMatch(state, lbn);
    }

    /// <summary>
    /// AArch64.BreakpointValueMatch, called for the breakpoint itself. BAS does not count because no Exception level has AArch32;
    /// VA[63:49] do not count because they are a sign extension. BT 3 alone generates nothing, and a BT that this PE does not
    /// implement is CONSTRAINED UNPREDICTABLE: disabled.
    /// </summary>
    private bool ValueMatch(DebugState state, int n, uint control, ulong pc)
    {
        // The world switch stores registers without the rule of BreakpointControl.Stored: BT[3:1] has no storage here.
        var type = control & (configuration.IsContextAware(n) ? BreakpointControl.BT : LinkedAddress);
        return type switch
        {
            Address => AddressMatch(state, n, pc),
            LinkedAddress => AddressMatch(state, n, pc) && LinkedMatch(state, BreakpointControl.LBN(control)),
            Context => ContextMatch(state, n),
            _ => false,
        };
    }

    private static bool AddressMatch(DebugState state, int n, ulong pc) => ((state.DBGBVR[n] ^ pc) & AddressBits) == 0;

    private static bool ContextMatch(DebugState state, int n) => (uint)state.DBGBVR[n] == state.CONTEXTIDR_EL1;
}
