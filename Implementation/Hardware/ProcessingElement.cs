using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>
/// A simulated PE with EL0, EL1 and the EL2 controls that KVM uses: the second coding of the architecture, beside the reference
/// model and independent of it. The public members are the contract between the hardware and the hypervisors that run on it.
/// </summary>
public sealed partial class ProcessingElement
{
    private readonly PeConfiguration _configuration;
    private readonly ContextSynchronization _context;
    private readonly SystemRegisterFile _registers;
    private readonly BreakpointUnit _breakpoints;
    private readonly WatchpointUnit _watchpoints;
    private SoftwareStepUnit _step;

    /// <summary>Makes a PE and takes it through a cold reset.</summary>
    public ProcessingElement(PeConfiguration configuration, SynchronizationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentOutOfRangeException.ThrowIfLessThan(configuration.Breakpoints, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(configuration.Breakpoints, PeLimits.MaximumBreakpoints);
        ArgumentOutOfRangeException.ThrowIfLessThan(configuration.Watchpoints, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(configuration.Watchpoints, PeLimits.MaximumWatchpoints);
        ArgumentOutOfRangeException.ThrowIfLessThan(configuration.ContextAware, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(configuration.ContextAware, configuration.Breakpoints);
        _configuration = configuration;
        _context = new ContextSynchronization(configuration, policy);
        _registers = new SystemRegisterFile(configuration, _context);
        _breakpoints = new BreakpointUnit(configuration);
        _watchpoints = new WatchpointUnit(_breakpoints);
        ColdReset();
    }

    /// <summary>The address of the next instruction. After an exception to EL2 it and PSTATE stay as the guest had them.</summary>
    public ulong PC;
    /// <summary>PSTATE in the format of SPSR: M [4:0], AIF [8:6], D [9], IL [20], SS [21].</summary>
    public uint PSTATE;
    /// <summary>ELR_EL1.</summary>
    public ulong ELR_EL1;
    /// <summary>FAR_EL1; only a Watchpoint exception sets it.</summary>
    public ulong FAR_EL1;
    /// <summary>ESR_EL1.</summary>
    public uint ESR_EL1;
    /// <summary>SPSR_EL1.</summary>
    public uint SPSR_EL1;
    /// <summary>ELR_EL2.</summary>
    public ulong ELR_EL2;
    /// <summary>FAR_EL2; only a Watchpoint exception sets it.</summary>
    public ulong FAR_EL2;
    /// <summary>ESR_EL2.</summary>
    public uint ESR_EL2;
    /// <summary>SPSR_EL2.</summary>
    public uint SPSR_EL2;

    /// <summary>MDCR_EL2.TDE: debug exceptions from EL0 and EL1 go to EL2; TDA, TDOSA and TDRA behave as set.</summary>
    public bool TDE;
    /// <summary>MDCR_EL2.TDA: accesses of the debug registers trap.</summary>
    public bool TDA;
    /// <summary>MDCR_EL2.TDOSA: accesses of the OS Lock and power registers trap.</summary>
    public bool TDOSA;
    /// <summary>MDCR_EL2.TDRA: accesses of MDRAR_EL1 trap.</summary>
    public bool TDRA;
    /// <summary>HCR_EL2.TID3: EL1 reads of ID_AA64DFR0_EL1 trap.</summary>
    public bool TID3;
    /// <summary>HCR_EL2.TVM: EL1 writes of CONTEXTIDR_EL1 (and of the registers of translation, which no block has) trap.</summary>
    public bool TVM;

    /// <summary>The data cells of the guest that runs (VM memory): the hypervisor points it at its VM's memory.</summary>
    public ulong[] Cells = new ulong[GuestLayout.CellCount];

    /// <summary>CONTEXTIDR_EL1.</summary>
    public uint CONTEXTIDR_EL1
    {
        get => _context.Written.CONTEXTIDR_EL1;
        set => _context.Write().CONTEXTIDR_EL1 = value;
    }

    /// <summary>
    /// The bank of DBGBVR&lt;n&gt;_EL1 for the world switch. Banks are raw storage: a value put there is kept
    /// bit by bit. It takes effect at the next Context synchronization event, so take the span anew after one.
    /// </summary>
    public Span<ulong> DBGBVR => _context.Write().DBGBVR;
    /// <summary>The bank of DBGBCR&lt;n&gt;_EL1; see <see cref="DBGBVR"/>. MRS applies the read-back rules of BAS and BT.</summary>
    public Span<uint> DBGBCR => _context.Write().DBGBCR;
    /// <summary>The bank of DBGWVR&lt;n&gt;_EL1; see <see cref="DBGBVR"/>.</summary>
    public Span<ulong> DBGWVR => _context.Write().DBGWVR;
    /// <summary>The bank of DBGWCR&lt;n&gt;_EL1; see <see cref="DBGBVR"/>.</summary>
    public Span<uint> DBGWCR => _context.Write().DBGWCR;
    /// <summary>All four banks, for snapshots: what is written at the time of each look.</summary>
    public DebugRegisterView ViewDebugRegisters() =>
        new(_context.Written.DBGBVR, _context.Written.DBGBCR, _context.Written.DBGWVR, _context.Written.DBGWCR);

    /// <summary>OSLSR_EL1.OSLK as written last.</summary>
    public bool OSLK => _context.Written.OSLK;
    /// <summary>OSDLR_EL1.DLK as written last.</summary>
    public bool DLK => _context.Written.DLK;
    /// <summary>DBGPRCR_EL1.CORENPDRQ as written last.</summary>
    public bool CORENPDRQ => _context.Written.CORENPDRQ;
    /// <summary>The claim tags.</summary>
    public byte ClaimTags => _registers.ClaimTags;
    /// <summary>The storage of OSECCR_EL1, whatever the lock says.</summary>
    public uint OSECCR => _registers.OSECCR_EL1;
    /// <summary>The storage of OSDTRRX_EL1, whatever the lock says.</summary>
    public uint OSDTRRX => _registers.OSDTRRX_EL1;
    /// <summary>The storage of OSDTRTX_EL1, whatever the lock says.</summary>
    public uint OSDTRTX => _registers.OSDTRTX_EL1;

    /// <summary>A direct read by the host at EL2: never trapped, with what the locks do to it.</summary>
    public ulong ReadAsHost(SystemRegister register) => ReadRegister(register);

    /// <summary>A direct write by the host at EL2, followed by an ISB: never trapped, with what the locks do to it (OSL-8, OSL-9).</summary>
    public void WriteAsHost(SystemRegister register, ulong value)
    {
        WriteRegister(register, value);
        SynchronizeContext();
    }

    /// <summary>As many direct writes by the host as the spans are long, from number 0 on: the value and control registers of breakpoints.</summary>
    public void WriteBreakpointsAsHost(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> controls)
    {
        _registers.WriteBreakpoints(values, controls);
        SynchronizeContext();
    }

    /// <summary>The same for watchpoints.</summary>
    public void WriteWatchpointsAsHost(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> controls)
    {
        _registers.WriteWatchpoints(values, controls);
        SynchronizeContext();
    }

    /// <summary>MDSCR_EL1 as it was written last.</summary>
    public ulong DebugControl => _context.Written.MDSCR_EL1;

    /// <summary>MDCCINT_EL1.</summary>
    public uint CommunicationsInterrupts => _registers.MDCCINT_EL1;

    /// <summary>A Context synchronization event: all writes so far are in effect (OSL-12).</summary>
    public void SynchronizeContext() => _context.Synchronize();
}
