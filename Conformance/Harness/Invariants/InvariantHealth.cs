namespace OsLockConformance.Harness.Invariants;

/// <summary>What an audit says of an invariant.</summary>
public enum InvariantHealth : byte
{
    /// <summary>It is reached, and a change of the state makes it false.</summary>
    Sound,
    /// <summary>It throws an exception.</summary>
    Throws,
    /// <summary>Its precondition is true in no snapshot of its moments.</summary>
    NeverReached,
    /// <summary>It is reached, but no change of the state makes it false.</summary>
    CannotFail,
    /// <summary>It is reached, and false every time, on every profile.</summary>
    NeverHolds,
}
