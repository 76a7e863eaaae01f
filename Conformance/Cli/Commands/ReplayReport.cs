using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>A replay for programs; <c>oslock schema replay</c> describes it.</summary>
/// <param name="Schema"><c>oslock-replay</c>.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="SchemaCommand"/>.</param>
/// <param name="File">The trace.</param>
/// <param name="Target">Where it ran.</param>
/// <param name="Verdict"><c>conforms</c> or <c>diverges</c>.</param>
/// <param name="Rule">The rule that is broken; null if none is.</param>
/// <param name="Signature">What the divergence is; null if there is none.</param>
/// <param name="Actions">The actions in order.</param>
internal sealed record ReplayReport(string Schema, int SchemaVersion, string File, string Target, string Verdict, string? Rule, string? Signature, IReadOnlyList<ReplayReport.Action> Actions)
{
    /// <summary>An action for programs.</summary>
    /// <param name="Text">Its trace line.</param>
    /// <param name="Expected">What the model allows; null if the action was not reached.</param>
    /// <param name="Observed">What the target showed; null if the action was not executed.</param>
    /// <param name="Agrees">Whether that is allowed; null if the action was not executed.</param>
    internal sealed record Action(string Text, string? Expected, string? Observed, bool? Agrees);

    public static ReplayReport Of(ReplayOutcome outcome) => new(
        "oslock-replay",
        1,
        outcome.File,
        outcome.Target,
        outcome.Timeline.Divergence is null ? "conforms" : "diverges",
        outcome.Timeline.Rule?.Print(),
        outcome.Timeline.Divergence?.Signature.ToString(),
        [.. outcome.Timeline.Entries.Select(Of)]);

    private static Action Of(TimelineEntry entry) => entry.Status switch
    {
        TimelineStatus.NotReached => new(entry.Text, null, null, null),
        TimelineStatus.Skipped => new(entry.Text, entry.Expected, null, null),
        _ => new(entry.Text, entry.Expected, entry.Observed, entry.Status == TimelineStatus.Agrees),
    };
}
