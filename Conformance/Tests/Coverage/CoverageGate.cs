using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Tests.Properties;

namespace OsLockConformance.Tests.Coverage;

/// <summary>
/// What all properties together left out of what the model can show to any of their targets. The targets are taken together, because
/// where the model leaves a choice each of them makes it in one way. Gated are rules, actions and events; errata and instructions in the
/// circumstances of each are reported only.
/// </summary>
internal static class CoverageGate
{
    private static readonly string[] Targets = ["hardware", "hardware-deferred", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14"];

    /// <summary>Cells that the budget of the properties is known not to meet, one a line.</summary>
    public static IReadOnlySet<string> KnownGaps { get; } = RepositoryFiles.Read("Conformance", "Tests", "Coverage", "known-gaps.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);

    /// <summary>Runs the properties' scenarios.</summary>
    /// <param name="without">Features that the generator leaves out.</param>
    /// <returns>The gated cells that were never met, and those that were met but not explored.</returns>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected) Run(GeneratorFeatures without = GeneratorFeatures.None)
    {
        var reports = Targets.Select(target => CoverageRun.Of(target, without)).ToArray();
        var cells = CoverageSubject.All
            .Where(static subject => subject.Kind is CoverageKind.Rule or CoverageKind.Action or CoverageKind.Event)
            .SelectMany(static subject => CoverageContext.All.Select(context => new CoverageCell(subject, context)))
            .ToArray();
        return (
            [.. cells.Where(cell => reports.Any(report => report.Reachable[cell] > 0) && reports.All(report => report.Met[cell] == 0)).Select(static cell => cell.ToString())],
            [.. cells.Where(cell => reports.All(report => report.Reachable[cell] == 0) && reports.Any(report => report.Met[cell] > 0)).Select(static cell => cell.ToString())]);
    }
}
