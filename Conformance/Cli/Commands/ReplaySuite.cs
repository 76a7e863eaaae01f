using System.Globalization;
using OsLockConformance.Cli.Reports;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>A replay as test cases, one for each action of the trace.</summary>
internal static class ReplaySuite
{
    /// <summary>The cases.</summary>
    public static ReportSuite Of(ReplayOutcome outcome) =>
        new($"{outcome.Target} {outcome.File}", [.. outcome.Timeline.Entries.Select((entry, place) => Of(outcome, entry, place + 1))]);

    private static ReportCase Of(ReplayOutcome outcome, TimelineEntry entry, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{number} {entry.Text}");
        return entry.Status switch
        {
            TimelineStatus.Agrees => new(outcome.Target, name, CaseResult.Passed),
            TimelineStatus.Diverges => new(outcome.Target, name, CaseResult.Failed)
            {
                Message = $"{outcome.Timeline.Rule!.Value.Print()}, {outcome.Timeline.Divergence!.Value.Signature}: expected {entry.Expected}; observed {entry.Observed}",
                Kind = FailureKind.Of(outcome.Timeline.Divergence.Value.Signature),
                Trace = TraceFormat.Write(outcome.Trace),
                TracePath = outcome.File,
            },
            TimelineStatus.Skipped => new(outcome.Target, name, CaseResult.Skipped) { Message = "the program may never leave its block" },
            _ => new(outcome.Target, name, CaseResult.Skipped) { Message = "not reached" },
        };
    }
}
