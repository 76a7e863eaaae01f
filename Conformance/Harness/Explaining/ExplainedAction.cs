using OsLockConformance.Harness.Reports;

namespace OsLockConformance.Harness.Explaining;

/// <summary>One action of an explained scenario.</summary>
/// <param name="Entry">The action with what was expected and observed.</param>
/// <param name="Sentence">What it does, in words.</param>
/// <param name="State">The model's state before it; empty if it was not reached.</param>
public sealed record ExplainedAction(TimelineEntry Entry, string Sentence, IReadOnlyList<StateField> State);
