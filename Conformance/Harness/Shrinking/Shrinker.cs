using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking.Passes;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// Shrinks a diverging scenario to a simplest one with the same signature:
/// 1. what follows the divergent action is cut off;
/// 2. the passes run in their order, from those that remove most to those that only tidy up;
/// 3. as long as a round of passes made the scenario simpler, they run again.
/// A candidate is executed once at most. The order of passes and candidates is fixed, so the same scenario always shrinks the same way.
/// </summary>
public static class Shrinker
{
    /// <summary>Executions that one shrink may use.</summary>
    public const int DefaultBudget = 400_000;

    private static readonly IShrinkPass[] Passes =
    [
        new RemoveActions(),
        new SimplifyConfiguration(),
        new RemoveInstructions(),
        new MoveEvents(),
        new UserspaceToGuest(),
        new MergeRuns(),
        new SimplifyRuns(),
        new RenameOperands(),
        new SimplifyInstructions(),
        new SimplifyUserspace(),
        new ReplaceActions(),
        new SortParts(),
        new SubstituteAndRemove(),
        new ReplacePairs(),
    ];

    /// <summary>Shrinks <paramref name="scenario"/>, which must diverge on the runner's target.</summary>
    /// <exception cref="ArgumentException">The scenario does not diverge.</exception>
    public static ShrinkResult Shrink(LockstepRunner runner, Scenario scenario, int budget = DefaultBudget)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(scenario);
        if (runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
            throw new ArgumentException("the scenario does not diverge", nameof(scenario));
        var cut = scenario with { Actions = scenario.Actions[..(divergence.Action + 1)] };
        var session = new ShrinkSession(runner, cut, divergence.Signature, budget);
        Scenario before;
        do
        {
            before = session.Current;
            foreach (var pass in Passes)
                pass.Run(session);
        }
        while (!ReferenceEquals(before, session.Current) && !session.IsExhausted);
        return new ShrinkResult(session.Current, divergence.Signature, session.Executions, session.IsExhausted, session.Met);
    }
}
