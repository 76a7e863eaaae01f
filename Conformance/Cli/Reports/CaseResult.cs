namespace OsLockConformance.Cli.Reports;

/// <summary>How a test case of a report ended.</summary>
public enum CaseResult
{
    /// <summary>As it should.</summary>
    Passed,
    /// <summary>A target diverges, every time or now and then.</summary>
    Failed,
    /// <summary>The target could not be tested, which is no finding.</summary>
    Error,
    /// <summary>It was not executed.</summary>
    Skipped,
}
