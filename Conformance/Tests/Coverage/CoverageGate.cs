using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Tests.Properties;

namespace OsLockConformance.Tests.Coverage;

/// <summary>
/// What all tests with generated scenarios together left out of what the model can show to any of their targets. The targets are taken
/// together, because where the model leaves a choice each of them makes it in one way. An instruction has to be met at each Exception
/// level where it can be; everything else in each cell.
/// </summary>
internal static class CoverageGate
{
    private static readonly CoverageCell[] Cells =
        [.. CoverageSubject.All.SelectMany(static subject => CoverageContext.All.Select(context => new CoverageCell(subject, context)))];

    private static readonly Lazy<IReadOnlyList<CoverageReport>> Everything = new(static () =>
        [.. VolumeTests.Targets.AsParallel().AsOrdered().Select(static row => CoverageRun.OfAll((string)row[0], (long)row[1]))]);

    private static readonly Lazy<IReadOnlyList<CoverageReport>> PropertiesAlone = new(static () =>
        [.. VolumeTests.Targets.AsParallel().AsOrdered().Select(static row => CoverageRun.OfProperties((string)row[0]))]);

    /// <summary>Cells that the tests are known not to meet, one a line; lines that begin with # say why.</summary>
    public static IReadOnlySet<string> KnownGaps { get; } = RepositoryFiles.Read("Conformance", "Tests", "Coverage", "known-gaps.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);

    /// <summary>What all tests meet, one report for each target.</summary>
    public static IReadOnlyList<CoverageReport> All => Everything.Value;

    /// <summary>What the properties meet, which is enough for the cells that depend on a feature of the generator.</summary>
    public static IReadOnlyList<CoverageReport> Properties => PropertiesAlone.Value;

    /// <summary>The cells that some target can meet and none has met.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<CoverageReport> reports) =>
        Named(static (report, cell) => report.Reachable[cell] > 0, static (report, cell) => report.Met[cell] > 0, reports);

    /// <summary>The cells that were met although no target can meet them, as far as was explored.</summary>
    public static IReadOnlyList<string> Unexpected(IReadOnlyList<CoverageReport> reports) =>
        Named(static (report, cell) => report.Met[cell] > 0, static (report, cell) => report.Reachable[cell] > 0, reports);

    /// <summary>Runs the properties' scenarios without a part of the vocabulary, on those targets that can meet a cell: the others say nothing about it.</summary>
    /// <param name="without">Features that the generator leaves out.</param>
    /// <param name="cell">The cell, as <see cref="Missing"/> names it.</param>
    public static IReadOnlyList<CoverageReport> Without(GeneratorFeatures without, string cell)
    {
        CoverageCell[] asked = [.. Cells.Where(one => NameOf(one) == cell)];
        return
        [
            .. Properties.Where(report => asked.Any(one => report.Reachable[one] > 0)).Select(static report => report.Target)
                .AsParallel().AsOrdered().Select(target => CoverageRun.OfProperties(target, without)),
        ];
    }

    private static string[] Named(Func<CoverageReport, CoverageCell, bool> some, Func<CoverageReport, CoverageCell, bool> none, IReadOnlyList<CoverageReport> reports)
    {
        bool Any(IEnumerable<CoverageCell> cells, Func<CoverageReport, CoverageCell, bool> condition) => cells.Any(cell => reports.Any(report => condition(report, cell)));
        return [.. Cells.GroupBy(NameOf).Where(cells => Any(cells, some) && !Any(cells, none)).Select(static cells => cells.Key)];
    }

    private static string NameOf(CoverageCell cell) =>
        cell.Subject.Kind == CoverageKind.Instruction ? $"{cell.Subject} at {cell.Context.Level}" : cell.ToString();
}
