namespace OsLockConformance.Harness.Traces;

/// <summary>A word of the trace language that a version has renamed or taken away: a register, an action, a flag, a field, a target, a rule.</summary>
/// <param name="Since">The first version of the format that does not know the word.</param>
/// <param name="Word">The word as it was. It means nothing else, in any version: every word that equals it is meant, whatever its case.</param>
/// <param name="Replacement">What to write instead; null if nothing means the same.</param>
public sealed record TraceWordChange(int Since, string Word, string? Replacement);
