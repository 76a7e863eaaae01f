namespace OsLockConformance.Harness.Matrices;

/// <summary>What is known of a rule on a target.</summary>
public enum CellState
{
    /// <summary>The rule was exercised, and nothing deviated from it.</summary>
    Conforms,
    /// <summary>What deviated from the rule is declared for the target.</summary>
    DeviatesAsDeclared,
    /// <summary>There are findings, or scenarios that diverge now and then.</summary>
    Diverges,
    /// <summary>Nothing that ran rests on the rule.</summary>
    NotExercised,
    /// <summary>The target lacks what the rule speaks of.</summary>
    NotApplicable,
    /// <summary>The target could not run, or was not begun before an interruption.</summary>
    CouldNotRun,
}
