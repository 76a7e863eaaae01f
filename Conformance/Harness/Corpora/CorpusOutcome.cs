namespace OsLockConformance.Harness.Corpora;

/// <summary>What a trace of a corpus showed on a target, and what is recorded in it. Both are in the words of traces.</summary>
/// <param name="Trace">The trace's name in the corpus.</param>
/// <param name="Target">Where it ran.</param>
/// <param name="Recorded"><c>conforms</c>, <c>diverges</c>, <c>diverges RULE</c> or <c>shows ERRATUM</c>; null if the trace says nothing of the target.</param>
/// <param name="Shown">What was shown; null if the target cannot do the trace's actions.</param>
/// <param name="Agrees">Whether it is what is recorded; null if nothing is.</param>
public sealed record CorpusOutcome(string Trace, string Target, string? Recorded, string? Shown, bool? Agrees);
