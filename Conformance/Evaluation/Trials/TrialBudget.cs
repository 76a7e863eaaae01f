namespace OsLockConformance.Evaluation.Trials;

/// <summary>What a trial may use; the same for every approach.</summary>
/// <param name="Actions">Actions executed until the first failure. What is found within it does not depend on the machine.</param>
/// <param name="Time">Time of <see cref="Clocks.ThreadClock"/> until the first failure; on a slow machine the trial ends before its actions are used up.</param>
/// <param name="Shrinks">Candidates that shrinking may look at, whether it executes them or not. FsCheck has a limit of 5,000 of its own.</param>
public sealed record TrialBudget(long Actions, TimeSpan Time, int Shrinks)
{
    /// <summary>Enough for every planted fault.</summary>
    public static TrialBudget Default { get; } = new(3_000_000, TimeSpan.FromSeconds(60), 100_000);
}
