using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    /// <summary>What UNKNOWN looks like on this PE: nothing that software could mistake for a reset value.</summary>
    private const ulong Unknown = 0xBAD5_EED5_DEAD_BEEF;

    /// <summary>A cold reset: OSLK is 1 (OSL-1), DLK and the claim tags are 0, everything else that resets at all is UNKNOWN.</summary>
    public void ColdReset()
    {
        var state = _context.Write();
        state.OSLK = true;
        state.DLK = false;
        state.CORENPDRQ = true;
        state.MDSCR_EL1 = Unknown & _registers.MdscrImplemented;
        state.CONTEXTIDR_EL1 = unchecked((uint)Unknown);
        state.DBGBVR.AsSpan().Fill(Unknown);
        state.DBGWVR.AsSpan().Fill(Unknown & WatchpointUnit.ValueImplemented);
        state.DBGWCR.AsSpan().Fill(unchecked((uint)Unknown) & WatchpointUnit.Implemented);
        for (var n = 0; n < state.DBGBCR.Length; n++)
            state.DBGBCR[n] = BreakpointControl.Stored(_configuration, n, Unknown);
        _registers.ClaimTags = 0;
        _registers.MDCCINT_EL1 = SystemRegisterFile.MdccintImplemented;
        _registers.OSECCR_EL1 = _registers.OSDTRRX_EL1 = _registers.OSDTRTX_EL1 = unchecked((uint)Unknown);
        ResetProgramState();
    }

    /// <summary>
    /// A warm reset: OSLK stays (OSL-1), DLK is 0 (DLK-1). What RST-1 makes UNKNOWN is inverted, so that no value that software
    /// left there survives by chance. Claim tags, values, the other controls and the save/restore registers stay.
    /// </summary>
    public void WarmReset()
    {
        var state = _context.Write();
        state.DLK = false;
        state.MDSCR_EL1 ^= MDSCR_EL1.SS | MDSCR_EL1.MDE | MDSCR_EL1.KDE | MDSCR_EL1.TDCC;
        state.CONTEXTIDR_EL1 = ~state.CONTEXTIDR_EL1;
        foreach (ref var control in state.DBGBCR.AsSpan())
            control ^= BreakpointControl.E;
        foreach (ref var control in state.DBGWCR.AsSpan())
            control ^= WatchpointUnit.E;
        _registers.MDCCINT_EL1 ^= SystemRegisterFile.MdccintImplemented;
        ResetProgramState();
    }

    /// <summary>What both resets do alike: EL1h with D = 1 and SS = 0 (RST-1), no control of EL2 set.</summary>
    private void ResetProgramState()
    {
        PC = 0;
        PSTATE = EL1h | Daif;
        ELR_EL1 = FAR_EL1 = ELR_EL2 = FAR_EL2 = Unknown;
        ESR_EL1 = ESR_EL2 = unchecked((uint)Unknown);
        SPSR_EL1 = SPSR_EL2 = unchecked((uint)Unknown) & StoredSpsr;
        TDE = TDA = TDOSA = TDRA = TID3 = TVM = false;
        _step.Forget();
        SynchronizeContext();
    }
}
