using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Results;

/// <summary>
/// What the shrunk scenarios of a task are held against: for each signature the fewest steps (<see cref="ScenarioOrder.StepsOf(Scenario)"/>) of any scenario that
/// any approach ended with, over all seeds, or that our shrinker makes of one; of the signatures that ours ended with it is then proved, as far as that goes, that
/// none is shorter (<see cref="CertifiedShrinker"/>), and a search that finds a shorter one gives the reference.
/// </summary>
public sealed class Reference
{
    private readonly Dictionary<Signature, Scenario> _shortest = [];
    private readonly HashSet<Signature> _proved = [];

    /// <summary>Collects the results of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="own">The results of our approach.</param>
    /// <param name="others">Those of the others.</param>
    /// <param name="budget">Transitions that each proof may take; 0 to prove nothing.</param>
    public Reference(EvaluationTask task, IEnumerable<TrialResult> own, IEnumerable<TrialResult> others, long budget = 0)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(others);
        foreach (var found in own.Select(static trial => trial.Found).OfType<TrialResult.Failure>())
            Add(found.Signature, found.Shrunk);
        foreach (var found in others.Select(static trial => trial.Found).OfType<TrialResult.Failure>())
        {
            // What none of our seeds has met is shrunk once, so that the others are not held against themselves.
            if (!_shortest.ContainsKey(found.Signature))
                Add(found.Signature, Shrinker.Shrink(task.NewRunner(), found.Shrunk).Scenario);
            Add(found.Signature, found.Shrunk);
        }
        if (budget == 0)
            return;
        IsTried = true;
        foreach (var signature in own.Select(static trial => trial.Found).OfType<TrialResult.Failure>().Select(static found => found.Signature).Distinct())
            Prove(task, signature, budget);
    }

    /// <summary>Whether there was a budget for proofs.</summary>
    public bool IsTried { get; }

    /// <summary>The steps of the shortest scenario with the failure's signature.</summary>
    public int Of(TrialResult.Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return ScenarioOrder.StepsOf(_shortest[failure.Signature]);
    }

    /// <summary>Whether it is proved that no scenario with the failure's signature is shorter.</summary>
    public bool IsProved(TrialResult.Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return _proved.Contains(failure.Signature);
    }

    private void Prove(EvaluationTask task, Signature signature, long budget)
    {
        var shortest = _shortest[signature];
        var certified = CertifiedShrinker.Shrink(task.NewRunner(), shortest, new Divergence(shortest.Actions.Length - 1, signature), searchBudget: budget);
        if (certified.Minimality is { Verdict: MinimalityVerdict.Proved })
            _proved.Add(signature);
        Add(signature, certified.Scenario);
    }

    private void Add(Signature signature, Scenario scenario)
    {
        if (!_shortest.TryGetValue(signature, out var shortest) || ScenarioOrder.StepsOf(scenario) < ScenarioOrder.StepsOf(shortest))
            _shortest[signature] = scenario;
    }
}
