namespace OsLockConformance.Harness.Reports;

/// <summary>How expectation and observation of an action compare.</summary>
public enum TimelineStatus
{
    /// <summary>The observation is allowed.</summary>
    Agrees,
    /// <summary>It is not, or an invariant of the host broke.</summary>
    Diverges,
    /// <summary>The action was left out, because the model says that its program may never leave the block.</summary>
    Skipped,
    /// <summary>The action comes after the divergence: it was not executed.</summary>
    NotReached,
}
