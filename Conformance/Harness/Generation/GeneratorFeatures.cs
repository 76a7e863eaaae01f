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
}
