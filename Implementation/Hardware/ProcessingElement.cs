#pragma warning disable CS1591, CS0649, CA1822, CA2211
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>
/// A simulated PE with EL0, EL1 and the EL2 controls that KVM uses. PUBLIC SURFACE: this is the contract between the hardware and
/// the hypervisors that run on it.
/// </summary>
public sealed class ProcessingElement
{
    /// <summary>Makes a PE and takes it through a cold reset.</summary>
    public ProcessingElement(PeConfiguration configuration, SynchronizationPolicy policy) => throw new NotImplementedException();

    // ---- state that the hypervisor may read and write at any time (it runs at EL2) ----
    public ulong PC;
    /// <summary>PSTATE in the format of SPSR: M [4:0], AIF [8:6], D [9], IL [20], SS [21].</summary>
    public uint PSTATE;
    public ulong ELR_EL1, FAR_EL1; public uint ESR_EL1, SPSR_EL1;
    public ulong ELR_EL2, FAR_EL2; public uint ESR_EL2, SPSR_EL2;
    public uint CONTEXTIDR_EL1;
    /// <summary>The trap controls of MDCR_EL2.</summary>
    public bool TDE, TDA, TDOSA, TDRA;
    /// <summary>HCR_EL2.TID3: EL1 reads of ID_AA64DFR0_EL1 trap to EL2.</summary>
    public bool TID3;
    /// <summary>The data cells of the guest that runs (VM memory): the hypervisor points it at its VM's memory.</summary>
    public ulong[] Cells = new ulong[GuestLayout.CellCount];

    // ---- direct accesses by the host at EL2, with the architectural side effects (OSL-8 gating and so on), never trapped ----
    public ulong ReadAsHost(SystemRegister register) => throw new NotImplementedException();
    public void WriteAsHost(SystemRegister register, ulong value) => throw new NotImplementedException();
    // banks for the world switch and for snapshots, length = configured number
    public Span<ulong> DBGBVR => throw new NotImplementedException();
    public Span<uint> DBGBCR => throw new NotImplementedException();
    public Span<ulong> DBGWVR => throw new NotImplementedException();
    public Span<uint> DBGWCR => throw new NotImplementedException();
    public bool OSLK => throw new NotImplementedException();
    public bool DLK => throw new NotImplementedException();
    public bool CORENPDRQ => throw new NotImplementedException();
    public byte ClaimTags => throw new NotImplementedException();
    public uint OSECCR => throw new NotImplementedException();
    public uint OSDTRRX => throw new NotImplementedException();
    public uint OSDTRTX => throw new NotImplementedException();

    public void ColdReset() => throw new NotImplementedException();
    public void WarmReset() => throw new NotImplementedException();

    /// <summary>The host's ERET from EL2 into the guest: PC = ELR_EL2, PSTATE = SPSR_EL2, SS by DebugExceptionReturnSS; synchronizes.</summary>
    public void EnterGuest() => throw new NotImplementedException();

    /// <summary>Executes guest instructions until something below EL2 can't go on by itself; see <see cref="PeStop"/>.</summary>
    public PeStop Run(ref BlockRun run, ref Observation observation) => throw new NotImplementedException();
}

/// <summary>Why Run came back.</summary>
public enum PeStop : byte
{
    /// <summary>The PC is at a vector of the monitor, the exception (ESR_EL1, ELR_EL1, SPSR_EL1, FAR_EL1) has been recorded in the observation and nothing is pending there.</summary>
    Monitor,
    /// <summary>An exception was taken to EL2: ESR_EL2, ELR_EL2, SPSR_EL2, FAR_EL2 are set.</summary>
    ExceptionToEl2,
    /// <summary>The PC has reached a boundary with an event that has not happened yet (run.PendingEvent); nothing of that instruction, a pending step included, has happened.</summary>
    Boundary,
    /// <summary>The instruction budget is used up; a Spin event has been recorded.</summary>
    Spin,
}

/// <summary>The progress of one block.</summary>
public struct BlockRun
{
    public ScenarioAction Action;   // the block
    public int Executed;            // instructions so far
    public byte EventsDone;         // bit k: the event at boundary k has happened (or there is none)
    public bool ExceptionRecorded;  // the exception at the vector has been recorded
}

/// <summary>When a write of a debug control register takes effect (OSL-12 allows both).</summary>
public enum SynchronizationPolicy : byte
{
    /// <summary>At once.</summary>
    Immediate,
    /// <summary>At the next Context synchronization event.</summary>
    Deferred,
}
