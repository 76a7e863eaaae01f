using OsLockConformance.Cli.Coverages;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>The check of a target for programs.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Verdict"><c>conforms</c>, <c>diverges</c>, <c>flaky</c> (now and then) or <c>failed</c>; a target that failed on the way has findings too.</param>
/// <param name="Seed">The seed of the campaign.</param>
/// <param name="Scenarios">Scenarios run.</param>
/// <param name="Actions">Actions compared.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Interrupted">Whether it was ended before its budget.</param>
/// <param name="Error">Why the target failed; null if it did not.</param>
/// <param name="Machine">For the target kvm: which kernel, on what.</param>
/// <param name="Findings">The findings, the simplest first.</param>
/// <param name="Flaky">Scenarios to which the target gives different answers.</param>
/// <param name="Disturbances">Failures of the target that no scenario is to blame for.</param>
/// <param name="Errata">The deviations that were accepted.</param>
internal sealed record CheckJson(
    string Target,
    string Verdict,
    ulong Seed,
    long Scenarios,
    long Actions,
    double Seconds,
    bool Interrupted,
    string? Error,
    string? Machine,
    IReadOnlyList<CheckJson.FoundJson> Findings,
    IReadOnlyList<CheckJson.FlakyJson> Flaky,
    IReadOnlyList<Disturbance> Disturbances,
    IReadOnlyList<CheckJson.ErratumJson> Errata)
{
    /// <summary>What was met of what can be met; null if that was not asked for.</summary>
    public CoverageJson? Coverage { get; init; }

    /// <summary>A finding for programs.</summary>
    /// <param name="Rule">The rule that is broken.</param>
    /// <param name="Kind"><c>divergence</c>, <c>crash</c>, <c>hang</c> or <c>invariant-threw</c>.</param>
    /// <param name="Signature">What the divergence is.</param>
    /// <param name="Actions">Actions of the shrunk scenario.</param>
    /// <param name="Trace">The file with its trace.</param>
    /// <param name="Scenario">The trace itself.</param>
    /// <param name="Erratum">The declared deviation that explains it, in a strict check; null if none does.</param>
    /// <param name="Failure">Of a crash or a hang, what the target said; of an invariant that threw, the exception; otherwise null.</param>
    /// <param name="Minimality">Whether it is proved that there is no shorter scenario; null if that was not asked for.</param>
    internal sealed record FoundJson(string Rule, string Kind, string Signature, int Actions, string? Trace, string Scenario, string? Erratum, string? Failure, MinimalityJson? Minimality);

    /// <summary>A flaky scenario for programs.</summary>
    /// <param name="Rule">The rule that the divergence breaks.</param>
    /// <param name="Signature">What the divergence is.</param>
    /// <param name="Diverged">In how many repetitions it was seen again.</param>
    /// <param name="Runs">Repetitions.</param>
    /// <param name="Trace">The file with its trace.</param>
    /// <param name="Scenario">The trace itself.</param>
    internal sealed record FlakyJson(string Rule, string Signature, int Diverged, int Runs, string? Trace, string Scenario);

    /// <summary>An accepted deviation for programs.</summary>
    /// <param name="Id">Its printed id.</param>
    /// <param name="Rule">The rule that it breaks.</param>
    /// <param name="Seen">How often it was relied on.</param>
    internal sealed record ErratumJson(string Id, string Rule, long Seen);

    public static CheckJson Of(CheckOutcome outcome)
    {
        var report = outcome.Report;
        return report is null
            ? new(outcome.Target, outcome.Verdict, outcome.Seed, 0, 0, 0, false, outcome.Failure, outcome.Machine, [], [], [], [])
            : new(report.Target, outcome.Verdict, report.Seed, report.Scenarios, report.Actions, Math.Round(report.Elapsed.TotalSeconds, 3),
                report.Interrupted, outcome.Failure, outcome.Machine, [.. report.Findings.Select(Of)], [.. report.Flaky.Select(Of)], report.Disturbances, [.. report.Errata.Select(Of)])
            {
                Coverage = report.Coverage is { } coverage ? CoverageJson.Of(coverage) : null,
            };
    }

    private static FoundJson Of(Finding finding) => new(
        finding.Rule.Print(),
        FailureKind.Of(finding.Signature),
        finding.Signature.ToString(),
        finding.Scenario.Actions.Length,
        finding.TracePath,
        TraceFormat.Write(finding.Scenario),
        finding.Erratum?.Name,
        finding.Failure,
        finding.Minimality is { } minimality ? MinimalityJson.Of(minimality) : null);

    private static FlakyJson Of(FlakyScenario flaky) =>
        new(flaky.Signature.Rule.Print(), flaky.Signature.ToString(), flaky.Diverged, flaky.Runs, flaky.TracePath, TraceFormat.Write(flaky.Scenario));

    private static ErratumJson Of(ErratumSeen erratum) => new(erratum.Erratum.Name, erratum.Erratum.Rule.Print(), erratum.Seen);
}
