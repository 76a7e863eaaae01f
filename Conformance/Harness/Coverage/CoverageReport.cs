using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>What a run has met of what can be met.</summary>
/// <param name="Target">The target.</param>
/// <param name="Met">What was met.</param>
/// <param name="Reachable">What the model can show to a target with these capabilities and accepted errata.</param>
public sealed record CoverageReport(string Target, CoverageCounter Met, CoverageCounter Reachable)
{
    /// <summary>What was drawn for the target.</summary>
    public TargetCapabilities Capabilities { get; init; }

    /// <summary>The PE of a target that has only one; otherwise null.</summary>
    public PeConfiguration? Configuration { get; init; }

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
        return Of(target.Name, target.Capabilities & drawn, (target as IFixedPe)?.Configuration, accepted, met);
    }

    /// <summary>The same for a target that is elsewhere.</summary>
    /// <param name="target">The target.</param>
    /// <param name="capabilities">What was drawn for it.</param>
    /// <param name="configuration">The PE of a target that has only one; otherwise null.</param>
    /// <param name="accepted">The errata that were accepted.</param>
    /// <param name="met">What the run has met.</param>
    public static CoverageReport Of(string target, TargetCapabilities capabilities, PeConfiguration? configuration, ErratumId accepted, CoverageCounter met) =>
        new(target, met, ModelExploration.Of(capabilities, accepted, configuration).Cells) { Capabilities = capabilities, Configuration = configuration };
}
