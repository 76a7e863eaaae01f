using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// A shrink whose result is proved to be a shortest scenario, or replaced by a shorter one:
/// 1. the passes run;
/// 2. a search compares every shorter program (<see cref="MinimalitySearch"/>);
/// 3. if one shows the divergence, the passes run on it, and it is searched again; its length decreases each time, so that this ends.
/// </summary>
public static class CertifiedShrinker
{
    /// <summary>Transitions that the searches for one finding may take: seconds.</summary>
    public const long DefaultBudget = 2_000_000;

    /// <summary>Shrinks a scenario whose divergence is known.</summary>
    /// <param name="runner">The runner on which it diverges.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="divergence">Its divergence.</param>
    /// <param name="shrinkBudget">Executions of the passes, each time.</param>
    /// <param name="searchBudget">Transitions of the searches, all together.</param>
    public static ShrinkResult Shrink(LockstepRunner runner, Scenario scenario, Divergence divergence,
        int shrinkBudget = Shrinker.DefaultBudget, long searchBudget = DefaultBudget)
    {
        ArgumentNullException.ThrowIfNull(runner);
        var shrunk = Shrinker.Shrink(runner, scenario, divergence, shrinkBudget);
        if (runner.Target is not IExplorable || FailureSignature.IsFailure(shrunk.Signature.Kind))
            return shrunk with { Minimality = new MinimalityProof(MinimalityVerdict.NotSearched, ScenarioOrder.StepsOf(shrunk.Scenario), 0, 0, 0, 0) };
        var (states, transitions, noTests) = (0L, 0L, 0L);
        for (var replaced = 0; ; replaced++)
        {
            var search = new MinimalitySearch(runner, shrunk.Scenario, shrunk.Signature);
            var shorter = search.Run(searchBudget - transitions - noTests);
            states += search.States;
            transitions += search.Transitions;
            noTests += search.NoTests;
            runner.Attach();
            shrunk = shrunk with { Met = [.. shrunk.Met, .. search.Others] };
            if (shorter is null)
            {
                var verdict = search.IsUnfinished ? MinimalityVerdict.Unfinished : MinimalityVerdict.Proved;
                return shrunk with
                {
                    Minimality = new MinimalityProof(verdict, search.Steps, search.Actions, states, transitions, replaced) { NoTests = noTests, LongestBlock = search.LongestBlock },
                };
            }
            var again = Shrinker.Shrink(runner, shorter, new Divergence(shorter.Actions.Length - 1, shrunk.Signature), shrinkBudget);
            shrunk = again with { Executions = shrunk.Executions + again.Executions, Transitions = shrunk.Transitions + again.Transitions, Met = [.. shrunk.Met, .. again.Met] };
        }
    }
}
