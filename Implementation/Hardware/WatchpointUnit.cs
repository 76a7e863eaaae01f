using System.Numerics;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The watchpoint comparators.</summary>
internal sealed class WatchpointUnit(BreakpointUnit breakpoints)
{
    /// <summary>The implemented bits of DBGWCR.</summary>
    public const uint Implemented = E | (3u << 1) | (3u << 3) | (0xFFu << 5) | (1u << 13) | (3u << 14) | (0xFu << 16) | WT | (0x1Fu << 24);
    /// <summary>DBGWVR[1:0] are RES0.</summary>
    public const ulong ValueImplemented = ~3UL;
    public const uint E = 1;

    private const uint Load = 1u << 3;
    private const uint Store = 2u << 3;
    private const uint WT = 1u << 20;
    private const ulong AddressBits = 0x0001_FFFF_FFFF_FFF8;

    /// <summary>
    /// AArch64.WatchpointMatch over all watchpoints for an aligned access of at most a doubleword (DBG-3).
    /// </summary>
    /// <param name="state">The synchronized debug registers.</param>
    /// <param name="address">The lowest address accessed.</param>
    /// <param name="size">Bytes accessed.</param>
    /// <param name="isWrite">Store or load; a load-exclusive is a load.</param>
    /// <param name="el">The Exception level.</param>
    /// <param name="watchedAddress">The lowest watched byte that is accessed: of the addresses that FAR may hold, the one most useful to a debugger.</param>
    public bool Match(DebugState state, ulong address, int size, bool isWrite, uint el, out ulong watchedAddress)
    {
        var accessed = ((1u << size) - 1) << (int)(address & 7);
        var direction = isWrite ? Store : Load;
        var hit = 0u;
        var controls = state.DBGWCR;
        for (var n = 0; n < controls.Length; n++)
        {
            var control = controls[n];
            if ((control & E) == 0 || (control & direction) == 0 || !PrivilegeMatch.Matches(control, el))
                continue;
            var bytes = accessed & WatchedBytes(state.DBGWVR[n], control, address);
            if (bytes != 0 && ((control & WT) == 0 || breakpoints.LinkedMatch(state, BreakpointControl.LBN(control))))
                hit |= bytes;
        }
        watchedAddress = (address & ~7UL) + (uint)BitOperations.TrailingZeroCount(hit);
        return hit != 0;
    }

    /// <summary>
    /// AArch64.WatchpointByteMatch: the bytes of the doubleword at <paramref name="address"/> that the watchpoint selects.
    /// CONSTRAINED UNPREDICTABLE cases: a reserved MASK (1, 2) selects nothing; a BAS that is not contiguous, or not all ones
    /// under a MASK, selects bit by bit in every doubleword; DBGWVR bits below the MASK are ignored.
    /// </summary>
    private static uint WatchedBytes(ulong value, uint control, ulong address)
    {
        var mask = (int)(control >> 24) & 0x1F;
        if (mask is 1 or 2)
            return 0;
        if (((value ^ address) & AddressBits) >> Math.Max(mask, 3) != 0)
            return 0;
        var bas = (control >> 5) & 0xFF;
        return (value & 4) == 0 || mask != 0 ? bas : (bas & 0xF) << 4;
    }
}
