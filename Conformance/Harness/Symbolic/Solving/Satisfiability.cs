namespace OsLockConformance.Harness.Symbolic.Solving;

/// <summary>A solver's answer.</summary>
public enum Satisfiability
{
    /// <summary>There are values for which all assertions hold.</summary>
    Satisfiable,
    /// <summary>There are none.</summary>
    Unsatisfiable,
    /// <summary>The solver gave up, for example because its time was over.</summary>
    Unknown,
}
