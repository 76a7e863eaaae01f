namespace OsLockConformance.Cli.Reports;

/// <summary>The test cases of a target, in order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cases">The cases; never none.</param>
internal sealed record ReportSuite(string Name, IReadOnlyList<ReportCase> Cases)
{
    /// <summary>How long it took; null if that is not known.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>What else there is to know, by name.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];
}
