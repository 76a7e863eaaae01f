using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Reports;

/// <summary>One action of a replayed scenario.</summary>
/// <param name="Action">The action.</param>
/// <param name="Expected">What the model allows, in one line.</param>
/// <param name="Observed">What the target showed, in one line.</param>
/// <param name="Status">How the two compare.</param>
public sealed record TimelineEntry(ScenarioAction Action, string Expected, string Observed, TimelineStatus Status)
{
    /// <summary>The action as its trace line.</summary>
    public string Text { get; } = ActionText.Of(Action);
}
