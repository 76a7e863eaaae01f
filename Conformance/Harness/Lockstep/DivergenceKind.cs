namespace OsLockConformance.Harness.Lockstep;

/// <summary>In what an observation differs from what is expected.</summary>
public enum DivergenceKind : byte
{
    /// <summary>It does not.</summary>
    None,
    /// <summary>An invariant of the host is broken.</summary>
    Invariant,
    /// <summary>Another exception or exit than the one that was expected, or one too many.</summary>
    Event,
    /// <summary>An expected exception or exit did not come.</summary>
    MissingEvent,
    /// <summary>The program does not leave its block.</summary>
    Spin,
    /// <summary>The right exception with a wrong ISS.</summary>
    Syndrome,
    /// <summary>The right exception at a wrong address.</summary>
    Address,
    /// <summary>The right exception with a wrong SPSR.</summary>
    SavedState,
    /// <summary>The right exception with a wrong FAR.</summary>
    FaultAddress,
    /// <summary>A wrong value of MRS or a load.</summary>
    Value,
    /// <summary>A value too many or too few: another set of instructions has completed.</summary>
    Completion,
    /// <summary>A wrong errno.</summary>
    Errno,
    /// <summary>A wrong value of KVM_GET_ONE_REG.</summary>
    OneReg,
    /// <summary>The target ended, or answered what is no answer.</summary>
    Crash,
    /// <summary>The target did not answer in the time that it is given.</summary>
    Hang,
    /// <summary>An invariant threw an exception: the mistake is in the invariant, or in what the snapshot holds.</summary>
    InvariantThrew,
}
