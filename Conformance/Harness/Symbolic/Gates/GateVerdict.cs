namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>Whether model and implementation agree in a gate; of what is said of its parts the last in this order is what is said of the gate.</summary>
public enum GateVerdict
{
    /// <summary>They do, for all values of the inputs.</summary>
    Proved,
    /// <summary>The solver gave up.</summary>
    Undecided,
    /// <summary>They do not, but no trace was found that can have such values.</summary>
    RefutedBeyondTraces,
    /// <summary>They do not, and there is a counterexample that a trace can have.</summary>
    Refuted,
}
