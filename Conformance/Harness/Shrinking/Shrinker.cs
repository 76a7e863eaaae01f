using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Shrinking.Passes;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// Shrinks a diverging scenario to a simplest one with the same signature. Where the target's state can be put back, a search does most of it
/// (<see cref="SimplestShrink"/>). Elsewhere:
/// 1. what follows the divergent action is cut off;
/// 2. the cheap passes run in their order, from those that remove most to those that only tidy up, until none changes anything;
/// 3. then come the passes that try much more, tier by tier; whenever one changes something, the cheap ones begin again.
/// A candidate is executed once at most, but on a target that may answer differently each time it has to show the divergence several times
/// before it is taken. Crashes and hangs have a budget of their own, since each costs a start of the target. The order of passes and candidates is fixed, so the same scenario always shrinks the same way.
/// </summary>
public static class Shrinker
{
    /// <summary>Executions that one shrink may use.</summary>
    public const int DefaultBudget = 400_000;

    // A shrink that may execute less may search less.
    private const long TransitionsOfAnExecution = 10;

    private static readonly IShrinkPass[][] Tiers =
    [
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
            new SortParts(),
        ],
        [new SplitAtEvents(), new RegroupInstructions(), new GuestToUserspace()],
        [new ReplaceActions(), new ShortestPrograms()],
        [new SubstituteAndRemove()],
        [new ReplacePairs()],
        [new MergeWithBarrier()],
    ];

    /// <summary>Shrinks <paramref name="scenario"/>, which must diverge on the runner's target.</summary>
    /// <exception cref="ArgumentException">The scenario does not diverge.</exception>
    public static ShrinkResult Shrink(LockstepRunner runner, Scenario scenario, int budget = DefaultBudget)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(scenario);
        if (runner.Run(scenario.Configuration, scenario.Actions, out var divergence))
            throw new ArgumentException("the scenario does not diverge", nameof(scenario));
        return Shrink(runner, scenario, divergence, budget);
    }

    /// <summary>Shrinks a scenario whose divergence is known already, so that it is not executed once more.</summary>
    public static ShrinkResult Shrink(LockstepRunner runner, Scenario scenario, Divergence divergence, int budget = DefaultBudget)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(scenario);
        var cut = scenario with { Actions = scenario.Actions[..(divergence.Action + 1)] };
        var session = runner.Target is IBatchTarget batchTarget && !FailureSignature.IsFailure(divergence.Signature.Kind)
            ? new BatchShrinkSession(runner, batchTarget, cut, divergence.Signature, budget)
            : new ShrinkSession(runner, cut, divergence.Signature, budget);
        if (SimplestShrink.IsFor(runner.Target, divergence.Signature))
            return SimplestShrink.Run(runner, session, Math.Min(SimplestShrink.DefaultBudget, budget * TransitionsOfAnExecution));
        for (var tier = 0; tier < Tiers.Length && !session.IsExhausted;)
        {
            var before = session.Current;
            foreach (var pass in Tiers[tier])
                session.Run(pass);
            tier = ReferenceEquals(before, session.Current) ? tier + 1 : 0;
        }
        return new ShrinkResult(session.Current, divergence.Signature, session.Executions, session.IsExhausted, session.Met) { ExecutionsToResult = session.ExecutionsToCurrent };
    }
}
