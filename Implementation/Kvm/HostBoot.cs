using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// The state that the host has before any guest runs: the physical OS Lock unlocked, as Linux leaves it, and values that are
/// recognisable where they do not belong. The save/restore fields of MDSCR_EL1 are zero: firmware clears them before it unlocks,
/// since a TDA or HDE that is set then would let the PE enter Debug state.
/// </summary>
internal static class HostBoot
{
    /// <summary>DBGBVR0; breakpoint n is at n words after it.</summary>
    public const ulong BreakpointBase = 0xFFFF_8000_0800_0000;

    /// <summary>DBGWVR0; watchpoint n is at n doublewords after it.</summary>
    public const ulong WatchpointBase = 0xFFFF_8000_0900_0000;

    /// <summary>CONTEXTIDR_EL1.</summary>
    public const uint Contextidr = 0x0000_4057;

    // BAS 0xF and PMC 1; the control registers are not enabled, so the host's breakpoints never fire in a guest.
    private const ulong BreakpointControlValue = (0xF << 5) | (1 << 1);

    // BAS 0xFF, LSC 3 and PAC 1.
    private const ulong WatchpointControlValue = (0xFF << 5) | (3 << 3) | (1 << 1);

    private const ulong MdccintTX = 1UL << 29;

    /// <summary>Takes the PE through a cold reset and boots the host on it.</summary>
    public static void Boot(ProcessingElement pe, PeConfiguration configuration)
    {
        pe.ColdReset();
        Write(pe, RegisterId.MDSCR_EL1, 0);
        Write(pe, RegisterId.OSLAR_EL1, 0);
        Write(pe, RegisterId.OSDLR_EL1, 0);
        Write(pe, RegisterId.DBGPRCR_EL1, 0);
        Write(pe, RegisterId.MDSCR_EL1, MDSCR_EL1.TDCC);
        Write(pe, RegisterId.MDCCINT_EL1, MdccintTX);
        Write(pe, RegisterId.CONTEXTIDR_EL1, Contextidr);
        for (var n = 0; n < configuration.Breakpoints; n++)
        {
            Write(pe, RegisterId.DBGBVRn_EL1, BreakpointBase + (4 * (ulong)n), n);
            Write(pe, RegisterId.DBGBCRn_EL1, BreakpointControlValue, n);
        }
        for (var n = 0; n < configuration.Watchpoints; n++)
        {
            Write(pe, RegisterId.DBGWVRn_EL1, WatchpointBase + (8 * (ulong)n), n);
            Write(pe, RegisterId.DBGWCRn_EL1, WatchpointControlValue, n);
        }
    }

    private static void Write(ProcessingElement pe, RegisterId id, ulong value, int n = 0) => pe.WriteAsHost(new SystemRegister(id, (byte)n), value);
}
