using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Checking;

/// <summary>The verdict on a target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Seed">The seed of the campaign.</param>
/// <param name="Scenarios">Scenarios run.</param>
/// <param name="Actions">Actions compared, those of shrinking not counted.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Findings">The distinct findings, the simplest first.</param>
/// <param name="Errata">The errata that were accepted.</param>
/// <param name="Interrupted">Whether it was ended before its budget.</param>
public sealed record CheckReport(
    string Target,
    ulong Seed,
    long Scenarios,
    long Actions,
    TimeSpan Elapsed,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<ErratumSeen> Errata,
    bool Interrupted)
{
    /// <summary>How often each rule was exercised, for those that were; empty if that was not asked for.</summary>
    public IReadOnlyList<RuleSeen> Rules { get; init; } = [];

    /// <summary>In which circumstances the rules fired, of what can be met; null if that was not asked for.</summary>
    public CoverageReport? Coverage { get; init; }

    /// <summary>In what a second implementation differs; null if there is none.</summary>
    public TwinReport? Twin { get; init; }

    /// <summary>What the replayed traces showed.</summary>
    public IReadOnlyList<ReplayedTrace> Replayed { get; init; } = [];

    /// <summary>The rules that the target can't be asked about.</summary>
    public RuleSet NotApplicable { get; init; }

    /// <summary>Scenarios to which the target gives different answers, in the order in which they were met.</summary>
    public IReadOnlyList<FlakyScenario> Flaky { get; init; } = [];

    /// <summary>Failures of the target that no scenario is to blame for.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];

    /// <summary>Why the target could not be used any longer, so that the check ended before its budget; null if it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether nothing diverged, not even now and then.</summary>
    public bool Conforms => Findings.Count == 0 && Flaky.Count == 0;
}
