namespace OsLockConformance.Harness.Generation;

/// <summary>Counts by name, for a <see cref="StatisticsTable"/>.</summary>
/// <param name="title">What is counted.</param>
/// <param name="names">The rows, in order.</param>
internal sealed class Tally(string title, params IReadOnlyList<string> names)
{
    private readonly long[] _counts = new long[names.Count];

    /// <summary>How many there are in total, which a row may or may not be part of.</summary>
    public long Total { get; set; }

    /// <summary>Counts in a row.</summary>
    /// <param name="row">Its place.</param>
    public void Count(int row) => _counts[row]++;

    /// <summary>Counts in a row if something is so.</summary>
    public void CountIf(bool condition, int row)
    {
        if (condition)
            _counts[row]++;
    }

    /// <summary>Counts in a row and in the total.</summary>
    public void CountOne(int row)
    {
        _counts[row]++;
        Total++;
    }

    /// <summary>What was counted.</summary>
    public StatisticsTable ToTable() => new(title, Total, [.. names.Select((name, row) => new StatisticsRow(name, _counts[row]))]);

    /// <summary>The same without the rows that <paramref name="isMeant"/> leaves out.</summary>
    public StatisticsTable ToTable(Func<int, bool> isMeant) =>
        new(title, Total, [.. names.Select((name, row) => (row, Row: new StatisticsRow(name, _counts[row]))).Where(one => isMeant(one.row)).Select(static one => one.Row)]);
}
