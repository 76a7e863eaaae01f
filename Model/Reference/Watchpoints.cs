using System.Numerics;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>DBG-3, DBG-4, DBG-5: AArch64.WatchpointMatch over all watchpoints of a bank.</summary>
public static class Watchpoints
{
    private const ulong AddressMask = (1UL << 49) - 1;

    /// <summary>Whether some watchpoint matches an access of <paramref name="size"/> bytes at <paramref name="address"/>;
    /// <paramref name="highestWatched"/> is the highest address accessed that one of the matching watchpoints may watch.</summary>
    public static Possibility Match(in DebugRegisterBank bank, uint contextIdr, PeConfiguration configuration, ulong address, int size,
        bool isStore, int el, out ulong highestWatched)
    {
        var result = Possibility.No;
        highestWatched = 0;
        for (var n = 0; n < configuration.Watchpoints; n++)
        {
            var wcr = bank.Wcr[n];
            if ((wcr & 1) == 0 || (DBGWCR_EL1.LSC.Extract(wcr) & (isStore ? 2UL : 1UL)) == 0)
                continue;
            var one = BytesMatch(bank.Wvr[n], wcr, address, size, out var highest);
            if (one == Possibility.No)
                continue;
            one = one.And(PrivilegeMatch.Matches(DBGWCR_EL1.PAC.Extract(wcr), DBGWCR_EL1.HMC.Extract(wcr), DBGWCR_EL1.SSC.Extract(wcr), el));
            if (DBGWCR_EL1.WT.Extract(wcr) != 0)
                one = one.And(ContextLinking.Matches(bank, contextIdr, configuration, (int)DBGWCR_EL1.LBN.Extract(wcr)));
            if (one.MayBe())
                highestWatched = Math.Max(highestWatched, highest);
            result = result.Or(one);
        }
        return result;
    }

    /// <summary>The byte comparison, AArch64.WatchpointByteMatch for every byte of the access.</summary>
    public static Possibility BytesMatch(ulong wvr, uint wcr, ulong address, int size, out ulong highestWatched)
    {
        var last = address + (ulong)size - 1;
        highestWatched = last;
        var bas = (uint)DBGWCR_EL1.BAS.Extract(wcr);
        if (bas == 0)
            return Possibility.No;
        var mask = (int)DBGWCR_EL1.MASK.Extract(wcr);
        return mask == 0
            ? SelectedBytesMatch(wvr & ~3UL, bas, address, last, ref highestWatched)
            : RangeMatches(wvr & ~3UL, bas, mask, address, last, ref highestWatched);
    }

    /// <summary>[63:49] equal to bit 48; other values are CONSTRAINED UNPREDICTABLE.</summary>
    private static bool IsSignExtended(ulong wvr) => (long)wvr >> 48 is 0 or -1;

    private static Possibility SelectedBytesMatch(ulong wvr, uint bas, ulong address, ulong last, ref ulong highestWatched)
    {
        var low = wvr & AddressMask;
        if (!IsSignExtended(wvr))
            return (address & AddressMask) <= low + 7 && (last & AddressMask) >= low ? Possibility.Either : Possibility.No;
        // With DBGWVR[2] set only BAS[3:0] count, for the word at DBGWVR.
        var wordOnly = (wvr & 4) != 0;
        var selected = wordOnly ? bas & 0xF : bas;
        if (selected == 0)
            return Possibility.No;
        var isContiguous = BitOperations.IsPow2((selected >> BitOperations.TrailingZeroCount(selected)) + 1);
        var region = wordOnly ? 4UL : 8UL;
        if (address > wvr + region - 1 || last < wvr)
            return Possibility.No;
        var matched = false;
        for (var offset = 0; offset < (int)region; offset++)
        {
            var at = wvr + (ulong)offset;
            if ((selected >> offset & 1) != 0 && at >= address && at <= last)
            {
                matched = true;
                highestWatched = at;
            }
        }
        if (!isContiguous)
        {
            highestWatched = last;
            return Possibility.Either;
        }
        return Possibilities.Of(matched);
    }

    private static Possibility RangeMatches(ulong wvr, uint bas, int mask, ulong address, ulong last, ref ulong highestWatched)
    {
        // MASK 1 and 2 are reserved; a BAS that is not all ones or value bits below the mask are CONSTRAINED UNPREDICTABLE.
        var ignored = (1UL << Math.Max(mask, 3)) - 1;
        var first = wvr & AddressMask & ~ignored;
        if ((last & AddressMask) < first || (address & AddressMask) > (first | ignored))
            return Possibility.No;
        if (mask < 3 || bas != 0xFF || (wvr & ignored) != 0 || !IsSignExtended(wvr))
            return Possibility.Either;
        highestWatched = Math.Min(last, wvr | ignored);
        return Possibility.Yes;
    }
}
