using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Shrinking.Passes;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The shrink of what diverges on a target whose state can be put back:
/// 1. cheap passes, until none changes anything: some tens of executions;
/// 2. a search for the simplest program with the signature over the vocabulary of what is left (<see cref="NormalFormVocabulary"/>), again with the vocabulary of
///    what it finds, until it finds nothing simpler: the result is the simplest of its own vocabulary, whichever scenario the divergence was met with;
/// 3. if the search has to give up, the cheap passes once more, and some that cost more.
/// What a search tries are not executions of scenarios but single actions, each from a state that was met before (transitions).
/// </summary>
internal static class SimplestShrink
{
    /// <summary>Transitions that one shrink may take: half a second.</summary>
    public const long DefaultBudget = 500_000;

    // What only tidies up is left to the search.
    private static readonly IShrinkPass[] Passes =
    [
        new RemoveActions(),
        new SimplifyConfiguration(),
        new RemoveInstructions(),
        new MoveEvents(),
        new DropBreakpointAddress(),
        new MergeRuns(),
        new SimplifyRuns(),
        new RenameOperands(),
        new SimplifyInstructions(),
        new SimplifyUserspace(),
    ];

    // Some of what the search would have done.
    private static readonly IShrinkPass[] MorePasses =
        [.. Passes, new SplitAtEvents(), new RegroupInstructions(), new GuestToUserspace(), new UserspaceToGuest(), new SortParts()];

    /// <summary>Whether this is the way to shrink a divergence on the target.</summary>
    public static bool IsFor(ITarget target, Signature signature) => target is IExplorable && !FailureSignature.IsFailure(signature.Kind);

    /// <summary>Shrinks.</summary>
    /// <param name="runner">The runner on which the session's scenario diverges.</param>
    /// <param name="session">The shrink, at its beginning.</param>
    /// <param name="budget">Most transitions.</param>
    public static ShrinkResult Run(LockstepRunner runner, ShrinkSession session, long budget = DefaultBudget)
    {
        RunPasses(session, Passes);
        var transitions = 0L;
        var isSimplest = false;
        while (!session.IsExhausted)
        {
            var alphabet = new SearchAlphabet(NormalFormVocabulary.Of(session.Current, session.Kinds), NormalFormVocabulary.Last);
            var search = new SimplestSearch(runner, session.Current, session.Signature, alphabet);
            search.Run(budget - transitions);
            runner.Attach();
            transitions += search.Transitions;
            // Something simpler has a vocabulary of its own, which may have something simpler still.
            if (session.Try(search.Simplest) && !search.IsUnfinished)
                continue;
            isSimplest = !search.IsUnfinished && ReferenceEquals(search.Simplest, session.Current);
            break;
        }
        if (!isSimplest)
            RunPasses(session, MorePasses);
        return new ShrinkResult(session.Current, session.Signature, session.Executions, session.IsExhausted, session.Met)
        {
            ExecutionsToResult = session.ExecutionsToCurrent,
            Transitions = transitions,
            IsSimplest = isSimplest,
        };
    }

    private static void RunPasses(ShrinkSession session, IShrinkPass[] passes)
    {
        for (var before = default(Scenario); !ReferenceEquals(before, session.Current) && !session.IsExhausted;)
        {
            before = session.Current;
            foreach (var pass in passes)
                session.Run(pass);
        }
    }
}
