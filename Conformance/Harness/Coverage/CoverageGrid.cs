namespace OsLockConformance.Harness.Coverage;

/// <summary>A report as rows and columns. Rows and columns of which no cell can be met, or was, are left out.</summary>
public sealed class CoverageGrid
{
    private readonly CoverageReport _report;

    /// <summary>Lays out a report.</summary>
    public CoverageGrid(CoverageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _report = report;
        Columns = [.. CoverageContext.All.Where(context => CoverageSubject.All.Any(subject => IsShown(new CoverageCell(subject, context))))];
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<CoverageContext> Columns { get; }

    /// <summary>The columns in groups of the same Exception level and OSLK, in order.</summary>
    public IEnumerable<IGrouping<(string Level, bool OsLock), CoverageContext>> Groups => Columns.GroupBy(static context => (context.Level, context.OsLock));

    /// <summary>The rows of a kind, in order.</summary>
    public IEnumerable<CoverageSubject> Rows(CoverageKind kind) =>
        CoverageSubject.All.Where(subject => subject.Kind == kind && Columns.Any(context => IsShown(new CoverageCell(subject, context))));

    /// <summary>What is known of a cell.</summary>
    public CoverageState StateOf(CoverageCell cell) => (_report.Reachable[cell] > 0, _report.Met[cell] > 0) switch
    {
        (true, true) => CoverageState.Met,
        (true, false) => CoverageState.NeverMet,
        (false, true) => CoverageState.Unexplored,
        _ => CoverageState.Unreachable,
    };

    /// <summary>How often it was met.</summary>
    public long CountOf(CoverageCell cell) => _report.Met[cell];

    /// <summary>The order of magnitude of a count: 1 for 1 to 9, 2 for 10 to 99 and so on, 9 from a hundred million; 0 for none.</summary>
    public static int Magnitude(long count)
    {
        var magnitude = 0;
        for (; count > 0 && magnitude < 9; count /= 10)
            magnitude++;
        return magnitude;
    }

    private bool IsShown(CoverageCell cell) => StateOf(cell) != CoverageState.Unreachable;
}
