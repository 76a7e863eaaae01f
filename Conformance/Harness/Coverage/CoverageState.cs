namespace OsLockConformance.Harness.Coverage;

/// <summary>What is known of a cell.</summary>
public enum CoverageState
{
    /// <summary>The model can't show it to this target.</summary>
    Unreachable,
    /// <summary>The model can show it, and the run has not met it.</summary>
    NeverMet,
    /// <summary>The run has met it.</summary>
    Met,
    /// <summary>The run has met it although the exploration of the model does not reach it.</summary>
    Unexplored,
}
