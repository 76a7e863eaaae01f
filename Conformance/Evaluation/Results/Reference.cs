using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Results;

/// <summary>
/// What the shrunk scenarios of a task are held against: for each signature the fewest steps (<see cref="ScenarioOrder.StepsOf(Scenario)"/>) of any scenario that
/// any approach ended with, over all seeds, or that our shrinker makes of one.
/// </summary>
public sealed class Reference
{
    private readonly Dictionary<Signature, int> _steps = [];

    /// <summary>Collects the results of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="own">The results of our approach.</param>
    /// <param name="others">Those of the others.</param>
    public Reference(EvaluationTask task, IEnumerable<TrialResult> own, IEnumerable<TrialResult> others)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(others);
        foreach (var found in own.Select(static trial => trial.Found).OfType<TrialResult.Failure>())
            Add(found.Signature, found.Shrunk);
        foreach (var found in others.Select(static trial => trial.Found).OfType<TrialResult.Failure>())
        {
            // What none of our seeds has met is shrunk once, so that the others are not held against themselves.
            if (!_steps.ContainsKey(found.Signature))
                Add(found.Signature, Shrinker.Shrink(task.NewRunner(), found.Shrunk).Scenario);
            Add(found.Signature, found.Shrunk);
        }
    }

    /// <summary>The steps of the shortest scenario with the failure's signature.</summary>
    public int Of(TrialResult.Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return _steps[failure.Signature];
    }

    private void Add(Signature signature, Scenario scenario)
    {
        var steps = ScenarioOrder.StepsOf(scenario);
        _steps[signature] = Math.Min(steps, _steps.GetValueOrDefault(signature, steps));
    }
}
