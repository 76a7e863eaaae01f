using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>The debug registers, read and written as by an access that nothing traps and that is not UNDEFINED.</summary>
internal sealed partial class SystemRegisterFile
{
    /// <summary>All bits of MDCCINT_EL1: RX and TX.</summary>
    public const uint MdccintImplemented = (1u << 30) | (1u << 29);

    private const ulong AlwaysWritable = MDSCR_EL1.SS | MDSCR_EL1.TDCC | MDSCR_EL1.KDE | MDSCR_EL1.MDE;

    /// <summary>DBGAUTHSTATUS_EL1: invasive and non-invasive debug implemented and disabled (0b10 in each field).</summary>
    private const ulong AuthenticationStatus = 0xAA;

    private readonly PeConfiguration _configuration;
    private readonly ContextSynchronization _context;
    private readonly ulong _mdscrWritable;
    private readonly ulong _mdscrGated;
    private readonly ulong _dfr0;

    /// <summary>MDCCINT_EL1.</summary>
    public uint MDCCINT_EL1;
    /// <summary>OSECCR_EL1's storage.</summary>
    public uint OSECCR_EL1;
    /// <summary>OSDTRRX_EL1's storage.</summary>
    public uint OSDTRRX_EL1;
    /// <summary>OSDTRTX_EL1's storage.</summary>
    public uint OSDTRTX_EL1;
    /// <summary>The claim tags (CLM-1).</summary>
    public byte ClaimTags;

    public SystemRegisterFile(PeConfiguration configuration, ContextSynchronization context)
    {
        _configuration = configuration;
        _context = context;
        _mdscrWritable = AlwaysWritable | (configuration.Spmu ? MDSCR_EL1.EnSPM : 0);
        _mdscrGated = MDSCR_EL1.Gated
            & ~(configuration.Trf ? 0 : MDSCR_EL1.TFO)
            & ~(configuration.Sc2 ? 0 : MDSCR_EL1.SC2)
            & ~(configuration.IntDisHigh ? 0 : MDSCR_EL1.INTdisHigh);
        _dfr0 = 6UL
            | ((ulong)(configuration.Breakpoints - 1) << 12)
            | ((ulong)(configuration.Watchpoints - 1) << 20)
            | ((ulong)(configuration.ContextAware - 1) << 28)
            | ((configuration.DoubleLock ? 0UL : 0xF) << 36);
    }

    /// <summary>All bits of MDSCR_EL1 that this PE implements.</summary>
    public ulong MdscrImplemented => _mdscrWritable | _mdscrGated;

    /// <summary>The value of MRS.</summary>
    public ulong Read(SystemRegister register)
    {
        var written = _context.Written;
        // OSLSR_EL1 and the gates follow the synchronized lock: a read of OSLSR after a write of OSLAR needs an ISB (OSL-12).
        var locked = _context.Effective.OSLK;
        switch (register.Id)
        {
            case RegisterId.OSLSR_EL1:
                return OSLSR_EL1.OSLM1 | (locked ? OSLSR_EL1.OSLK : 0);
            case RegisterId.OSDLR_EL1:
                return written.DLK ? 1UL : 0;
            case RegisterId.DBGPRCR_EL1:
                return written.CORENPDRQ ? 1UL : 0;
            case RegisterId.MDSCR_EL1:
                return written.MDSCR_EL1;
            case RegisterId.MDCCINT_EL1:
                return MDCCINT_EL1;
            case RegisterId.OSECCR_EL1:
                return locked ? OSECCR_EL1 : 0;
            case RegisterId.OSDTRRX_EL1:
                return locked ? OSDTRRX_EL1 : 0;
            case RegisterId.OSDTRTX_EL1:
                return locked ? OSDTRTX_EL1 : 0;
            case RegisterId.DBGBVRn_EL1:
                return written.DBGBVR[register.Index];
            case RegisterId.DBGBCRn_EL1:
                return BreakpointControl.Stored(_configuration, register.Index, written.DBGBCR[register.Index]);
            case RegisterId.DBGWVRn_EL1:
                return written.DBGWVR[register.Index] & WatchpointUnit.ValueImplemented;
            case RegisterId.DBGWCRn_EL1:
                return written.DBGWCR[register.Index] & WatchpointUnit.Implemented;
            case RegisterId.DBGCLAIMSET_EL1:
                return 0xFF;
            case RegisterId.DBGCLAIMCLR_EL1:
                return ClaimTags;
            case RegisterId.DBGAUTHSTATUS_EL1:
                return AuthenticationStatus;
            case RegisterId.MDCCSR_EL0 or RegisterId.MDRAR_EL1:
                return 0;
            case RegisterId.ID_AA64DFR0_EL1:
                return _dfr0;
            case RegisterId.CONTEXTIDR_EL1:
                return written.CONTEXTIDR_EL1;
            default:
                throw new InvalidOperationException($"A read of {register} is UNDEFINED at EL2.");
        }
    }

    /// <summary>Writes the first DBGBVR and DBGBCR.</summary>
    public void WriteBreakpoints(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> controls)
    {
        var state = _context.Write();
        values.CopyTo(state.DBGBVR);
        for (var n = 0; n < controls.Length; n++)
            state.DBGBCR[n] = controls[n] == 0 ? 0 : BreakpointControl.Stored(_configuration, n, controls[n]);
    }

    /// <summary>Writes the first DBGWVR and DBGWCR.</summary>
    public void WriteWatchpoints(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> controls)
    {
        var state = _context.Write();
        for (var n = 0; n < values.Length; n++)
        {
            state.DBGWVR[n] = values[n] & WatchpointUnit.ValueImplemented;
            state.DBGWCR[n] = (uint)controls[n] & WatchpointUnit.Implemented;
        }
    }

    /// <summary>The effect of MSR.</summary>
    public void Write(SystemRegister register, ulong value)
    {
        var locked = _context.Effective.OSLK;
        switch (register.Id)
        {
            case RegisterId.OSLAR_EL1:
                _context.Write().OSLK = (value & 1) != 0;
                break;
            case RegisterId.OSDLR_EL1:
                _context.Write().DLK = _configuration.DoubleLock && (value & 1) != 0;
                break;
            case RegisterId.DBGPRCR_EL1:
                _context.Write().CORENPDRQ = (value & 1) != 0;
                break;
            case RegisterId.MDSCR_EL1:
                // OSL-8: without the lock the save/restore fields belong to EDSCR, and the write does not reach them.
                var writable = _mdscrWritable | (locked ? _mdscrGated : 0);
                var state = _context.Write();
                state.MDSCR_EL1 = (state.MDSCR_EL1 & ~writable) | (value & writable);
                break;
            case RegisterId.MDCCINT_EL1:
                MDCCINT_EL1 = (uint)value & MdccintImplemented;
                break;
            // OSL-9: what these three do while unlocked is left open; this PE ignores the write.
            case RegisterId.OSECCR_EL1:
                if (locked)
                    OSECCR_EL1 = (uint)value;
                break;
            case RegisterId.OSDTRRX_EL1:
                if (locked)
                    OSDTRRX_EL1 = (uint)value;
                break;
            case RegisterId.OSDTRTX_EL1:
                if (locked)
                    OSDTRTX_EL1 = (uint)value;
                break;
            case RegisterId.DBGBVRn_EL1:
                _context.Write().DBGBVR[register.Index] = value;
                break;
            case RegisterId.DBGBCRn_EL1:
                _context.Write().DBGBCR[register.Index] = BreakpointControl.Stored(_configuration, register.Index, value);
                break;
            case RegisterId.DBGWVRn_EL1:
                _context.Write().DBGWVR[register.Index] = value & WatchpointUnit.ValueImplemented;
                break;
            case RegisterId.DBGWCRn_EL1:
                _context.Write().DBGWCR[register.Index] = (uint)value & WatchpointUnit.Implemented;
                break;
            case RegisterId.DBGCLAIMSET_EL1:
                ClaimTags |= (byte)value;
                break;
            case RegisterId.DBGCLAIMCLR_EL1:
                ClaimTags &= (byte)~value;
                break;
            case RegisterId.CONTEXTIDR_EL1:
                _context.Write().CONTEXTIDR_EL1 = (uint)value;
                break;
            default:
                throw new InvalidOperationException($"A write of {register} is UNDEFINED at EL2.");
        }
    }
}
