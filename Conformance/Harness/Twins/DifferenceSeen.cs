namespace OsLockConformance.Harness.Twins;

/// <summary>A difference, how often it was seen, and its first example.</summary>
/// <param name="Difference">The difference.</param>
/// <param name="Count">In how many actions.</param>
/// <param name="Scenario">The number of the first scenario with it, from 0.</param>
/// <param name="Actions">Its actions up to the one that differs, as trace lines.</param>
/// <param name="Observed">What the first implementation showed.</param>
/// <param name="TwinObserved">What the second one showed.</param>
public sealed record DifferenceSeen(Difference Difference, long Count, long Scenario, IReadOnlyList<string> Actions, string Observed, string TwinObserved);
