using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>What a run has met of what can be met.</summary>
/// <param name="Target">The target.</param>
/// <param name="Met">What was met.</param>
/// <param name="Reachable">What the model can show to a target with these capabilities and accepted errata.</param>
public sealed record CoverageReport(string Target, CoverageCounter Met, CoverageCounter Reachable)
{
    /// <summary>Reachable cells that were not met, in order.</summary>
    public IReadOnlyList<CoverageCell> Missing { get; } = [.. Reachable.Met().Where(cell => Met[cell] == 0)];

    /// <summary>Cells that were met although the exploration of the model does not reach them: it has to be made to.</summary>
    public IReadOnlyList<CoverageCell> Unexpected { get; } = [.. Met.Met().Where(cell => Reachable[cell] == 0)];

    /// <summary>How many cells of a kind can be met.</summary>
    public int CountReachable(CoverageKind kind) => Reachable.Met().Count(cell => cell.Subject.Kind == kind);

    /// <summary>How many of those were not.</summary>
    public int CountMissing(CoverageKind kind) => Missing.Count(cell => cell.Subject.Kind == kind);

    /// <summary>Compares what a run on a target has met with what the model can show it.</summary>
    /// <param name="target">The target.</param>
    /// <param name="accepted">The errata that were accepted.</param>
    /// <param name="met">What the run has met.</param>
    /// <param name="drawn">Of what the target can do, what was drawn.</param>
    public static CoverageReport Of(ITarget target, ErratumId accepted, CoverageCounter met, TargetCapabilities drawn)
    {
        ArgumentNullException.ThrowIfNull(target);
        var exploration = ModelExploration.Of(target.Capabilities & drawn, accepted, (target as IFixedPe)?.Configuration);
        return new CoverageReport(target.Name, met, exploration.Cells);
    }
}
