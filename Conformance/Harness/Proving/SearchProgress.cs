namespace OsLockConformance.Harness.Proving;

/// <summary>Where a search is.</summary>
/// <param name="Depth">The length of the programs that lead to the states that are expanded now.</param>
/// <param name="States">States met.</param>
/// <param name="Waiting">States of this depth that are not expanded yet.</param>
/// <param name="Transitions">Actions tried.</param>
/// <param name="Bytes">Memory of the tables and of what a wave brings up.</param>
/// <param name="Elapsed">Time so far.</param>
public sealed record SearchProgress(int Depth, long States, long Waiting, long Transitions, long Bytes, TimeSpan Elapsed);
