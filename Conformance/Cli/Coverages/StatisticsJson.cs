using OsLockConformance.Harness.Generation;

namespace OsLockConformance.Cli.Coverages;

/// <summary>What the generator draws, for programs.</summary>
/// <param name="Scenarios">Scenarios that were drawn for it.</param>
/// <param name="Tables">The tables, each with its title, its total, and its rows with name and count.</param>
internal sealed record StatisticsJson(long Scenarios, IReadOnlyList<StatisticsTable> Tables)
{
    public static StatisticsJson Of(GeneratorStatistics statistics) => new(statistics.Scenarios, statistics.Tables());
}
