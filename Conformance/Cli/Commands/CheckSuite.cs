using System.Globalization;
using OsLockConformance.Cli.Reports;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>A check as test cases: one for each finding and flaky scenario, or one that passes or says why the target failed.</summary>
internal static class CheckSuite
{
    /// <summary>The cases of a target.</summary>
    public static ReportSuite Of(CheckOutcome outcome)
    {
        List<ReportCase> cases = [];
        if (outcome.Failure is { } failure)
            cases.Add(new(outcome.Target, "can be tested", CaseResult.Error) { Message = failure, Kind = FailureKind.Target });
        cases.AddRange(outcome.Report?.Findings.Select(finding => Of(outcome, finding)) ?? []);
        cases.AddRange(outcome.Report?.Flaky.Select(flaky => Of(outcome, flaky)) ?? []);
        if (cases.Count == 0)
            cases.Add(new(outcome.Target, "conforms", CaseResult.Passed));
        return new ReportSuite(outcome.Target, cases)
        {
            Elapsed = outcome.Report?.Elapsed ?? TimeSpan.Zero,
            Properties = [.. Properties(outcome)],
        };
    }

    private static ReportCase Of(CheckOutcome outcome, Finding finding) => new(outcome.Target, $"{finding.Rule.Print()} {finding.Signature}", CaseResult.Failed)
    {
        Message = ReplayLine.Of(outcome, finding) is { } line ? $"{RuleCatalogue.Get(finding.Rule).Statement} {line}" : RuleCatalogue.Get(finding.Rule).Statement,
        Kind = FailureKind.Of(finding.Signature),
        Trace = TraceFormat.Write(finding.Scenario, finding.Failure is { } failure ? [failure] : []),
        TracePath = finding.TracePath,
    };

    private static ReportCase Of(CheckOutcome outcome, FlakyScenario flaky) => new(outcome.Target, $"{flaky.Signature.Rule.Print()} flaky", CaseResult.Failed)
    {
        Message = string.Create(CultureInfo.InvariantCulture, $"{flaky.Signature}, {flaky.Diverged} of {flaky.Runs} further runs diverged"),
        Kind = FailureKind.Flaky,
        Trace = TraceFormat.Write(flaky.Scenario),
        TracePath = flaky.TracePath,
    };

    private static IEnumerable<(string Name, string Value)> Properties(CheckOutcome outcome)
    {
        yield return ("seed", outcome.Seed.ToString(CultureInfo.InvariantCulture));
        if (outcome.Machine is { } machine)
            yield return ("machine", machine);
        if (outcome.Report is not { } report)
            yield break;
        yield return ("scenarios", report.Scenarios.ToString(CultureInfo.InvariantCulture));
        yield return ("actions", report.Actions.ToString(CultureInfo.InvariantCulture));
        foreach (var seen in report.Errata)
            yield return ($"accepted {seen.Erratum.Name}", string.Create(CultureInfo.InvariantCulture, $"seen {seen.Seen} times"));
    }
}
