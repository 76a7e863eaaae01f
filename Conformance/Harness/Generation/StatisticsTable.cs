namespace OsLockConformance.Harness.Generation;

/// <summary>A table of <see cref="GeneratorStatistics"/>.</summary>
/// <param name="Title">What was counted.</param>
/// <param name="Total">How many there were; a row can be part of several, or of none.</param>
/// <param name="Rows">The rows.</param>
public sealed record StatisticsTable(string Title, long Total, IReadOnlyList<StatisticsRow> Rows);

/// <summary>A row of a <see cref="StatisticsTable"/>.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Count">How often it was drawn.</param>
public sealed record StatisticsRow(string Name, long Count);
