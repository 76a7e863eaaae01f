namespace OsLockConformance.Harness.Traces;

/// <summary>A trace in the newest version of the format.</summary>
/// <param name="From">The version that it had.</param>
/// <param name="Text">Its text now; the same as before if there was nothing to do.</param>
/// <param name="Words">The words that were rewritten, in order.</param>
public sealed record MigratedTrace(int From, string Text, IReadOnlyList<MigratedWord> Words);
