namespace OsLockConformance.Model.Reference;

/// <summary>What exists only while a block runs: PSTATE, the PC, what ERET would use, and what is not synchronized yet.</summary>
internal struct BlockState
{
    public ulong Pc;
    public ulong Elr;
    public uint Spsr;
    /// <summary>0 or 1.</summary>
    public int El;
    /// <summary>PSTATE.SP.</summary>
    public bool Sp;
    public bool D;
    public bool IL;
    public bool SS;
    /// <summary>PSTATE.SS is UNKNOWN (OSL-12, or an exception return under userspace debugging).</summary>
    public bool SsUnknown;
    /// <summary>Whether the instruction just before ran in the active-not-pending state (SST-1).</summary>
    public Possibility Stepped;
    /// <summary>Whether ISV can't be told because the guest was left in between.</summary>
    public bool SyndromeUnknown;
    /// <summary>The instruction just before was a load-exclusive.</summary>
    public bool SteppedExclusive;
    /// <summary>The instruction just before is one that a hypervisor may emulate.</summary>
    public bool SteppedTrappable;
    /// <summary>Userspace's single-step is due: an instruction has run since KVM_RUN was entered (VMM-2).</summary>
    public bool UserspaceStepPending;
    /// <summary>The block itself has released the lock.</summary>
    public bool UnlockedHere;
    /// <summary>The block has been left.</summary>
    public bool Finished;
    public byte EventsDone;
    /// <summary>Bit k: instruction k of the block has been executed.</summary>
    public byte PositionsDone;
    public Unsynchronized Unsynchronized;
}
