using OsLockConformance.Cli.Sarif;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>A replay as a run of SARIF: the divergent line of the trace is its result.</summary>
internal static class ReplaySarif
{
    /// <summary>The run.</summary>
    public static SarifRun Of(ReplayOutcome outcome)
    {
        var traces = new SarifTraces();
        SarifResult[] results = outcome.Timeline.Rule is { } rule ? [Result(outcome, rule, traces)] : [];
        return new SarifRun(
            SarifTool.Own,
            new SarifRun.AutomationDetailsOf($"oslock/replay/{FindingFolder.FileName(outcome.Target)}/{FindingFolder.FileName(outcome.File)}/"),
            [new SarifInvocation(ExecutionSuccessful: true, [])],
            traces.Artifacts,
            results,
            new SarifRun.PropertyBag(outcome.Target, results.Length == 0 ? "conforms" : "diverges"));
    }

    private static SarifResult Result(ReplayOutcome outcome, RuleId rule, SarifTraces traces)
    {
        var (divergence, entries) = (outcome.Timeline.Divergence!.Value, outcome.Timeline.Entries);
        var actions = traces.Locate(outcome.File, outcome.Trace, messages: place => Words(entries[place]))[..(divergence.Action + 1)];
        var erratum = outcome.Trace.Erratum is { } name ? ErratumCatalogue.Find(name) : null;
        var declared = erratum is null ? "" : $" The trace is the witness of {erratum.Name}: {erratum.Deviation}";
        return new SarifResult(
            rule.Print(),
            SarifTool.IndexOf(rule),
            erratum is null ? "error" : "note",
            new SarifMessage($"{outcome.Target} breaks {rule.Print()}: {divergence.Signature}.\n{RuleCatalogue.Get(rule).Statement}{declared}\n\n{actions[^1].Message!.Text}"),
            [actions[^1] with { Message = null }],
            SarifFingerprint.Of(outcome.Target, rule, divergence.Signature.ToString()),
            new SarifResult.PropertyBag(FailureKind.Of(divergence.Signature)) { Erratum = erratum?.Name })
        {
            CodeFlows = SarifFlow.Of(actions),
        };
    }

    private static string Words(TimelineEntry entry) => entry.Status switch
    {
        TimelineStatus.Agrees => $"as expected: {entry.Observed}",
        TimelineStatus.Diverges => $"expected: {entry.Expected}\nobserved: {entry.Observed}",
        TimelineStatus.Skipped => "left out: the program may never leave its block",
        _ => "not reached",
    };
}
