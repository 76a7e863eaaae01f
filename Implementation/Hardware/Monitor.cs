using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The monitor at EL1: what its code does, without its instructions being executed one by one.</summary>
internal static class Monitor
{
    /// <summary>PSTATE in the monitor: EL1h with D, A, I and F set.</summary>
    public const uint Pstate = 5 | SPSR_EL1.D | SPSR_EL1.AIF;

    /// <summary>Boots after a cold reset: everything that is UNKNOWN and writable becomes 0, the cells too.</summary>
    public static void ColdBoot(ProcessingElement pe, PeConfiguration configuration)
    {
        WarmBoot(pe, configuration);
        Clear(pe, RegisterId.OSECCR_EL1);
        Clear(pe, RegisterId.OSDTRRX_EL1);
        Clear(pe, RegisterId.OSDTRTX_EL1);
        Clear(pe, RegisterId.DBGPRCR_EL1);
        for (var n = 0; n < configuration.Breakpoints; n++)
            Clear(pe, RegisterId.DBGBVRn_EL1, n);
        for (var n = 0; n < configuration.Watchpoints; n++)
            Clear(pe, RegisterId.DBGWVRn_EL1, n);
        Array.Clear(pe.Cells);
    }

    /// <summary>Boots after a warm reset: what it made UNKNOWN becomes 0, with the rest of the control registers.</summary>
    public static void WarmBoot(ProcessingElement pe, PeConfiguration configuration)
    {
        Clear(pe, RegisterId.MDSCR_EL1);
        Clear(pe, RegisterId.MDCCINT_EL1);
        Clear(pe, RegisterId.CONTEXTIDR_EL1);
        for (var n = 0; n < configuration.Breakpoints; n++)
            Clear(pe, RegisterId.DBGBCRn_EL1, n);
        for (var n = 0; n < configuration.Watchpoints; n++)
            Clear(pe, RegisterId.DBGWCRn_EL1, n);
    }

    /// <summary>Goes to the ERET that enters the block.</summary>
    public static void PrepareEntry(ProcessingElement pe, in ScenarioAction action)
    {
        pe.SynchronizeContext();
        pe.PC = GuestLayout.MonitorEret;
        pe.PSTATE = Pstate;
        pe.ELR_EL1 = GuestLayout.Slot(action.Slot);
        pe.SPSR_EL1 = action.EntrySpsr;
    }

    private static void Clear(ProcessingElement pe, RegisterId id, int n = 0) => pe.WriteAsHost(new SystemRegister(id, (byte)n), 0);
}
