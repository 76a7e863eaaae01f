namespace OsLockConformance.Evaluation.Rates;

/// <summary>How fast something executes actions on one core.</summary>
/// <param name="Name">The approach, or what else was measured.</param>
/// <param name="ActionsPerSecond">Actions a second of <see cref="Clocks.ThreadClock"/>, the median of the rounds.</param>
/// <param name="BytesPerAction">Bytes allocated for an action.</param>
public sealed record Rate(string Name, double ActionsPerSecond, double BytesPerAction);
