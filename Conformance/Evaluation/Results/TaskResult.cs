using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Shrinking;

namespace OsLockConformance.Evaluation.Results;

/// <summary>What one approach did with one task, over all seeds that were tried.</summary>
public sealed class TaskResult
{
    private readonly IReadOnlyList<TrialResult> _trials;
    private readonly TrialResult.Failure[] _found;

    /// <summary>Sums up.</summary>
    /// <param name="task">The task.</param>
    /// <param name="approach">The approach.</param>
    /// <param name="trials">Its trials, in the order of the seeds.</param>
    /// <param name="reference">The shortest scenarios of the task.</param>
    public TaskResult(EvaluationTask task, IApproach approach, IReadOnlyList<TrialResult> trials, Reference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        Task = task;
        Approach = approach;
        _trials = trials;
        _found = [.. trials.Select(static trial => trial.Found).OfType<TrialResult.Failure>()];
        IsProofTried = reference.IsTried;
        Signatures = _found.Select(static found => found.Signature).Distinct().Count();
        NormalForms = _found.Select(static found => found.Shrunk).Distinct().Count();
        AtReference = _found.Count(found => ScenarioOrder.StepsOf(found.Shrunk) == reference.Of(found));
        AtProved = _found.Count(found => ScenarioOrder.StepsOf(found.Shrunk) == reference.Of(found) && reference.IsProved(found));
        ProvedSignatures = _found.Where(reference.IsProved).Select(static found => found.Signature).Distinct().Count();
        References = [.. _found.Select(reference.Of).Distinct().Order()];
    }

    /// <summary>The task.</summary>
    public EvaluationTask Task { get; }

    /// <summary>The approach.</summary>
    public IApproach Approach { get; }

    /// <summary>The trials, in the order of the seeds.</summary>
    public IReadOnlyList<TrialResult> Trials => _trials;

    /// <summary>Trials that found a failure.</summary>
    public int Found => _found.Length;

    /// <summary>Whether all did, and there are some.</summary>
    public bool IsSolved => _trials.Count > 0 && Found == _trials.Count;

    /// <summary>Actions until the first failure; missing where there is none.</summary>
    public IReadOnlyList<double?> Actions => [.. _trials.Select(static trial => trial.Found is null ? null : (double?)trial.Actions)];

    /// <summary>Seconds until the first failure; missing where there is none.</summary>
    public IReadOnlyList<double?> Seconds => [.. _trials.Select(static trial => trial.Found is null ? null : (double?)trial.Seconds)];

    /// <summary>Steps of the shrunk scenarios.</summary>
    public IReadOnlyList<double?> Steps => [.. _found.Select(static found => (double?)ScenarioOrder.StepsOf(found.Shrunk))];

    /// <summary>Executions of shrinking.</summary>
    public IReadOnlyList<double?> Executions => [.. _found.Select(static found => (double?)found.Executions)];

    /// <summary>Those of them until the result was met.</summary>
    public IReadOnlyList<double?> ExecutionsToResult => [.. _found.Select(static found => (double?)found.ExecutionsToResult)];

    /// <summary>Single actions that the searches of shrinking tried.</summary>
    public IReadOnlyList<double?> Transitions => [.. _found.Select(static found => (double?)found.Transitions)];

    /// <summary>Seconds of shrinking.</summary>
    public IReadOnlyList<double?> ShrinkSeconds => [.. _found.Select(static found => (double?)found.ShrinkSeconds)];

    /// <summary>The different numbers of steps that the shortest scenarios have, of the signatures that this approach ended with.</summary>
    public IReadOnlyList<int> References { get; }

    /// <summary>Trials that shrank to as few steps as any did with the same signature.</summary>
    public int AtReference { get; }

    /// <summary>Those of them for whose signature it is proved that no scenario is shorter.</summary>
    public int AtProved { get; }

    /// <summary>Whether it was tried to prove that; not if an interruption came first.</summary>
    public bool IsProofTried { get; }

    /// <summary>Signatures for which that is proved.</summary>
    public int ProvedSignatures { get; }

    /// <summary>Different signatures.</summary>
    public int Signatures { get; }

    /// <summary>Different shrunk scenarios.</summary>
    public int NormalForms { get; }

    /// <summary>Whether every failure with the same signature shrank to the same scenario.</summary>
    public bool IsCanonical => NormalForms == Signatures;
}
