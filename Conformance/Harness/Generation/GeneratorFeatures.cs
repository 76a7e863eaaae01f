namespace OsLockConformance.Harness.Generation;

/// <summary>Parts of the vocabulary that can be taken away from the generator. Nothing is gained by it but the proof that coverage
/// notices: see <see cref="ScenarioGenerator.Without"/>.</summary>
[Flags]
public enum GeneratorFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>PSTATE.D = 0: at the entry, in SPSR_EL1, and DAIFClr.</summary>
    DebugUnmasked = 1 << 0,
    /// <summary>PSTATE.SS = 1 at the entry and in SPSR_EL1.</summary>
    StepBit = 1 << 1,
    /// <summary>Blocks at EL0.</summary>
    El0 = 1 << 2,
    /// <summary>Illegal exception returns and PSTATE.IL.</summary>
    IllegalReturns = 1 << 3,
    /// <summary>Breakpoints of userspace.</summary>
    UserspaceBreakpoints = 1 << 4,
    /// <summary>Watchpoints of userspace.</summary>
    UserspaceWatchpoints = 1 << 5,
    /// <summary>KVM_GUESTDBG_SINGLESTEP.</summary>
    UserspaceSingleStep = 1 << 6,
    /// <summary>The guest's own watchpoints.</summary>
    OwnWatchpoints = 1 << 7,
    /// <summary>The guest's own breakpoints.</summary>
    OwnBreakpoints = 1 << 8,
    /// <summary>Events at the instruction boundaries of a block.</summary>
    BoundaryEvents = 1 << 9,
    /// <summary>The other virtual machine.</summary>
    SecondVm = 1 << 10,
    /// <summary>OSLAR_EL1 with bit 0 clear; userspace can still unlock.</summary>
    Unlocking = 1 << 11,
    /// <summary>OSDLR_EL1.DLK = 1.</summary>
    DoubleLock = 1 << 12,
    /// <summary>ERET in a block.</summary>
    ExceptionReturns = 1 << 13,
    /// <summary>MDSCR_EL1.SS = 1.</summary>
    OwnSingleStep = 1 << 14,
    /// <summary>BRK.</summary>
    BreakpointInstructions = 1 << 15,
    /// <summary>UDF.</summary>
    UndefinedInstructions = 1 << 16,
    /// <summary>DAIFSet and DAIFClr.</summary>
    MaskInstructions = 1 << 17,
    /// <summary>LDR and LDXR.</summary>
    Loads = 1 << 18,
    /// <summary>MDSCR_EL1.TDCC = 1.</summary>
    CommsChannelTraps = 1 << 19,
    /// <summary>OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1.</summary>
    TransferRegisters = 1 << 20,
    /// <summary>DBGCLAIMSET_EL1 and DBGCLAIMCLR_EL1.</summary>
    ClaimTags = 1 << 21,
    /// <summary>Cold resets.</summary>
    ColdResets = 1 << 22,
    /// <summary>Warm resets.</summary>
    WarmResets = 1 << 23,
    /// <summary>KVM_ARM_VCPU_INIT.</summary>
    VcpuInits = 1 << 24,
    /// <summary>Migrations between blocks.</summary>
    Migrations = 1 << 25,
    /// <summary>Leaving and re-entering KVM_RUN between blocks.</summary>
    Reentries = 1 << 26,
    /// <summary>Preemptions between blocks.</summary>
    Preemptions = 1 << 27,
    /// <summary>KVM_GET_ONE_REG.</summary>
    OneRegReads = 1 << 28,
    /// <summary>KVM_SET_ONE_REG.</summary>
    OneRegWrites = 1 << 29,
    /// <summary>Control bits that KVM_SET_GUEST_DEBUG does not know.</summary>
    UnknownDebugFlags = 1 << 30,
}
