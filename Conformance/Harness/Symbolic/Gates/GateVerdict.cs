namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>Whether model and implementation agree in a gate.</summary>
public enum GateVerdict
{
    /// <summary>They do, for all values of the inputs.</summary>
    Proved,
    /// <summary>They do not, and there is a counterexample that a trace can have.</summary>
    Refuted,
    /// <summary>They do not, but no trace was found that can have such values.</summary>
    RefutedBeyondTraces,
    /// <summary>The solver gave up.</summary>
    Undecided,
}
