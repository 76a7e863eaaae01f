namespace OsLockConformance.Cli.Reports;

/// <summary>A test case of a report.</summary>
/// <param name="Target">The target that it is about.</param>
/// <param name="Name">Its name.</param>
/// <param name="Result">How it ended.</param>
internal sealed record ReportCase(string Target, string Name, CaseResult Result)
{
    /// <summary>What is wrong, or why the case was skipped, in one line; empty if it passed.</summary>
    public string Message { get; init; } = "";

    /// <summary>What kind of failure or error it is, in one word; empty for other results.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The trace that shows it; empty if there is none.</summary>
    public string Trace { get; init; } = "";

    /// <summary>The file with that trace; null if there is none.</summary>
    public string? TracePath { get; init; }
}
