using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>DBG-2, DBG-4, DBG-5: AArch64.BreakpointMatch over all breakpoints of a bank.</summary>
public static class Breakpoints
{
    // Bits of a sign-extended 49-bit address: [63:49] must equal bit 48.
    private const int AddressBits = 49;

    /// <summary>Whether some breakpoint matches the instruction at <paramref name="pc"/>.</summary>
    public static Possibility Match(in DebugRegisterBank bank, uint contextIdr, PeConfiguration configuration, ulong pc, int el)
    {
        var result = Possibility.No;
        for (var n = 0; n < configuration.Breakpoints; n++)
        {
            var bcr = bank.Bcr[n];
            if ((bcr & 1) != 0)
                result = result.Or(MatchOne(bank, contextIdr, configuration, n, bcr, pc, el));
        }
        return result;
    }

    private static Possibility MatchOne(in DebugRegisterBank bank, uint contextIdr, PeConfiguration configuration, int n, uint bcr, ulong pc, int el)
    {
        var type = DBGBCR_EL1.BT.Extract(bcr);
        // BT[3:1] are RES0 on a breakpoint that is not context-aware.
        if (!configuration.IsContextAware(n))
            type &= 1;
        var value = type switch
        {
            0 => AddressMatches(bank.Bvr[n], bcr, pc),
            1 => AddressMatches(bank.Bvr[n], bcr, pc)
                .And(ContextLinking.Matches(bank, contextIdr, configuration, (int)DBGBCR_EL1.LBN.Extract(bcr))),
            2 => Possibilities.Of((uint)bank.Bvr[n] == contextIdr),
            3 => Possibility.No,
            _ => Possibility.Either,
        };
        return value.And(PrivilegeMatch.Matches(DBGBCR_EL1.PMC.Extract(bcr), DBGBCR_EL1.HMC.Extract(bcr), DBGBCR_EL1.SSC.Extract(bcr), el));
    }

    private static Possibility AddressMatches(ulong bvr, uint bcr, ulong pc)
    {
        const ulong Compared = ((1UL << AddressBits) - 1) & ~3UL;
        if (((bvr ^ pc) & Compared) != 0)
            return Possibility.No;
        var top = (long)bvr >> (AddressBits - 1);
        var isSignExtended = top is 0 or -1;
        // BAS other than 0xF selects halfwords only where AArch32 exists.
        return isSignExtended && DBGBCR_EL1.BAS.Extract(bcr) == 0xF ? Possibility.Yes : Possibility.Either;
    }
}
