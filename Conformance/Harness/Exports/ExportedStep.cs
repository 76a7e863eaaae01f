using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Exports;

/// <summary>An action of an exported program with everything that may be observed of it.</summary>
/// <param name="Index">Its index in the trace.</param>
/// <param name="Action">The action.</param>
/// <param name="Outcomes">What is allowed, each behaviour once.</param>
/// <param name="IsDebugged">Whether userspace debugs the guest while it happens.</param>
/// <param name="IsSecond">Whether the second virtual machine acts.</param>
public sealed record ExportedStep(int Index, ScenarioAction Action, IReadOnlyList<ExportedOutcome> Outcomes, bool IsDebugged, bool IsSecond)
{
    /// <summary>The action as its trace line.</summary>
    public string Text { get; } = ActionText.Of(Action);

    /// <summary>What is allowed, in one line.</summary>
    public required string Expected { get; init; }
}
