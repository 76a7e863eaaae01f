using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>A check as the test cases of report formats: one for each finding and flaky scenario, or one that passes or says why the target failed.</summary>
/// <param name="Target">The target.</param>
/// <param name="Name">The name of the case.</param>
/// <param name="Failure">What is wrong, in one line; null if the case passes.</param>
/// <param name="Details">The trace that shows it; empty if there is none.</param>
/// <param name="IsError">Whether the target could not be tested, which is no finding.</param>
internal sealed record CheckCase(string Target, string Name, string? Failure, string Details, bool IsError = false)
{
    /// <summary>The cases of a target.</summary>
    public static IReadOnlyList<CheckCase> Of(CheckOutcome outcome)
    {
        List<CheckCase> cases = [];
        if (outcome.Failure is { } failure)
            cases.Add(new(outcome.Target, "can be tested", failure.ReplaceLineEndings(" "), "", IsError: true));
        foreach (var finding in outcome.Report?.Findings ?? [])
            cases.Add(Of(outcome.Target, finding));
        foreach (var flaky in outcome.Report?.Flaky ?? [])
            cases.Add(new(outcome.Target, $"{flaky.Signature.Rule.Print()} flaky", flaky.Signature.ToString(), TraceFormat.Write(flaky.Scenario)));
        if (cases.Count == 0)
            cases.Add(new(outcome.Target, "conforms", null, ""));
        return cases;
    }

    private static CheckCase Of(string target, Finding finding) => new(
        target,
        $"{finding.Rule.Print()} {finding.Signature}",
        $"{RuleCatalogue.Get(finding.Rule).Statement}{(finding.TracePath is { } path ? $" oslock replay {path}" : "")}",
        TraceFormat.Write(finding.Scenario));
}
