namespace OsLockConformance.Harness.Traces;

/// <summary>A word that a migration has rewritten.</summary>
/// <param name="Place">Where it stands in the trace as it was.</param>
/// <param name="Old">The word as it was.</param>
/// <param name="New">The word as it is now.</param>
public sealed record MigratedWord(TracePlace Place, string Old, string New);
