using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Corpora;

/// <summary>A trace that is ready for a corpus.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Document">The trace, with what it records.</param>
/// <param name="Text">What to write.</param>
/// <param name="Untrue">What it records that is not so on the targets of this process; a trace with any does not belong into a corpus.</param>
public sealed record AddedTrace(string Name, TraceDocument Document, string Text, IReadOnlyList<CorpusOutcome> Untrue);
