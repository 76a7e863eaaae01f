using System.Globalization;
using OsLockConformance.Cli.Matrices;
using OsLockConformance.Cli.Sarif;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary>The check of a target as a run of SARIF.</summary>
internal sealed class CheckSarif
{
    private const string Error = "error";
    private const string Warning = "warning";
    private const string Note = "note";

    private readonly CheckOutcome _outcome;
    private readonly SarifTraces _traces = new();

    private CheckSarif(CheckOutcome outcome) => _outcome = outcome;

    /// <summary>The run. Declared deviations that were accepted are in it as suppressed results; what is flaky in the same way is one result.</summary>
    public static SarifRun Of(CheckOutcome outcome) => new CheckSarif(outcome).Run();

    private string Target => _outcome.Report?.Target ?? _outcome.Target;

    private SarifRun Run()
    {
        var report = _outcome.Report;
        SarifResult[] results = report is null
            ? []
            : [.. report.Findings.Select(Of), .. report.Flaky.DistinctBy(static flaky => flaky.Signature).Select(Of), .. Accepted(report).Select(Of)];
        return new SarifRun(
            SarifTool.Own,
            new SarifRun.AutomationDetailsOf($"oslock/check/{FindingFolder.FileName(Target)}/"),
            [new SarifInvocation(_outcome.Failure is null, [.. Notifications()])],
            _traces.Artifacts,
            results,
            new SarifRun.PropertyBag(Target, _outcome.Verdict)
            {
                Seed = _outcome.Seed,
                Scenarios = report?.Scenarios,
                Actions = report?.Actions,
                Machine = _outcome.Machine,
            });
    }

    /// <summary>The deviations that were accepted from the start: a strict check accepts each when it has found it, to see what is behind it.</summary>
    private static IEnumerable<ErratumSeen> Accepted(CheckReport report) =>
        report.Errata.Where(seen => seen.Seen > 0 && !report.Findings.Any(finding => finding.Erratum?.Id == seen.Erratum.Id));

    private SarifResult Of(Finding finding)
    {
        var line = ReplayLine.Of(_outcome, finding);
        var declared = finding.Erratum is { } erratum ? $"Declared as {erratum.Name}: {erratum.Deviation}" : null;
        return Result(finding.Rule, finding.Erratum is null ? Error : Note,
            Message(finding.Rule, finding.Signature.ToString(), finding.Scenario, finding.Failure, declared, line),
            finding.Signature.ToString(),
            Locations(finding.TracePath, finding.TraceText),
            new SarifResult.PropertyBag(FailureKind.Of(finding.Signature)) { Erratum = finding.Erratum?.Name, Replay = line });
    }

    private SarifResult Of(FlakyScenario flaky)
    {
        var often = string.Create(CultureInfo.InvariantCulture, $"Flaky: {flaky.Diverged} of {flaky.Runs} further runs diverged.");
        return Result(flaky.Signature.Rule, Warning,
            Message(flaky.Signature.Rule, flaky.Signature.ToString(), flaky.Scenario, null, often, null),
            $"{FailureKind.Flaky} {flaky.Signature}",
            Locations(flaky.TracePath, flaky.TraceText),
            new SarifResult.PropertyBag(FailureKind.Flaky) { Diverged = flaky.Diverged, Runs = flaky.Runs });
    }

    private SarifResult Of(ErratumSeen seen)
    {
        var erratum = seen.Erratum;
        var witness = EmbeddedCorpus.WitnessOf(erratum);
        var times = string.Create(CultureInfo.InvariantCulture, $"seen {seen.Seen} {(seen.Seen == 1 ? "time" : "times")}");
        return Result(erratum.Rule, Note, $"{Target}: {erratum.Deviation} Declared as {erratum.Name}, {times}.", erratum.Name,
            _traces.Locate($"Conformance/Corpus/{witness.Name}", witness.Document),
            new SarifResult.PropertyBag("declared") { Erratum = erratum.Name, Seen = seen.Seen }) with
        {
            Suppressions = [new SarifResult.Suppression(erratum.Reason)],
        };
    }

    private SarifResult Result(RuleId rule, string level, string message, string identity, SarifLocation[] actions, SarifResult.PropertyBag properties) =>
        new(rule.Print(), SarifTool.IndexOf(rule), level, new SarifMessage(message), actions is [.., var last] ? [last] : [], SarifFingerprint.Of(Target, rule, identity), properties)
        {
            CodeFlows = SarifFlow.Of(actions),
        };

    /// <summary>The first sentence says all that there is room for in a list.</summary>
    private string Message(RuleId rule, string signature, Scenario scenario, string? said, string? remark, string? replay)
    {
        List<string> lines = [$"{Target} breaks {rule.Print()}: {signature}.", RuleCatalogue.Get(rule).Statement];
        if (said is not null)
            lines.Add(said.ReplaceLineEndings(" "));
        if (remark is not null)
            lines.Add(remark);
        lines.Add("");
        lines.AddRange(scenario.Actions.Select(static action => ActionText.Of(action)));
        if (replay is not null)
            lines.AddRange(["", replay]);
        return string.Join('\n', lines);
    }

    private SarifLocation[] Locations(string? path, string? text) =>
        path is null || text is null ? [] : _traces.Locate(path, TraceParser.ParseText(text, path), text);

    private IEnumerable<SarifInvocation.Notification> Notifications()
    {
        if (_outcome.Failure is { } failure)
            yield return new(Error, new SarifMessage(failure.ReplaceLineEndings(" ")));
        if (_outcome.Report is not { } report)
            yield break;
        foreach (var disturbance in report.Disturbances)
            yield return new(Warning, new SarifMessage(string.Create(CultureInfo.InvariantCulture, $"{disturbance.Message.ReplaceLineEndings(" ")}; {disturbance.Count} times, and no scenario is to blame")));
        if (report.Interrupted || report.Failure is not null)
            yield break;
        foreach (var missed in report.Errata.Where(static seen => seen.Seen == 0))
            yield return new(Note, new SarifMessage($"{missed.Erratum.Name} is declared for the target and was not seen: is it still there?"));
    }
}
