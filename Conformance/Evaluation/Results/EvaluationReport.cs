using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;

namespace OsLockConformance.Evaluation.Results;

/// <summary>An evaluation.</summary>
public sealed class EvaluationReport
{
    /// <summary>Sums up.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="approaches">The approaches, ours first.</param>
    /// <param name="seeds">Seeds that were asked for: 1 up to this number.</param>
    /// <param name="budget">The budget of each trial.</param>
    /// <param name="references">The references, by task.</param>
    /// <param name="trials">The result of a trial by task, approach and seed, from 0; null where an interruption came first.</param>
    public EvaluationReport(IReadOnlyList<EvaluationTask> tasks, IReadOnlyList<IApproach> approaches, int seeds, TrialBudget budget, IReadOnlyList<Reference> references, Func<int, int, int, TrialResult?> trials)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(approaches);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(trials);
        Tasks = tasks;
        Approaches = approaches;
        Seeds = seeds;
        Budget = budget;
        List<IReadOnlyList<TaskResult>> rows = [];
        for (var task = 0; task < tasks.Count; task++)
        {
            var results = new List<TrialResult>[approaches.Count];
            for (var approach = 0; approach < approaches.Count; approach++)
                results[approach] = [.. Enumerable.Range(0, seeds).Select(seed => trials(task, approach, seed)).OfType<TrialResult>()];
            rows.Add([.. approaches.Select((approach, place) => new TaskResult(tasks[task], approach, results[place], references[task]))]);
        }
        Rows = rows;
    }

    /// <summary>The tasks.</summary>
    public IReadOnlyList<EvaluationTask> Tasks { get; }

    /// <summary>The approaches, ours first.</summary>
    public IReadOnlyList<IApproach> Approaches { get; }

    /// <summary>Seeds that were asked for.</summary>
    public int Seeds { get; }

    /// <summary>The budget of each trial.</summary>
    public TrialBudget Budget { get; }

    /// <summary>For each task the results, one for each approach.</summary>
    public IReadOnlyList<IReadOnlyList<TaskResult>> Rows { get; }

    /// <summary>How fast the approaches are on a target that conforms; empty if that was not measured.</summary>
    public IReadOnlyList<Rate> Rates { get; init; } = [];

    /// <summary>Whether proofs of minimality were wanted.</summary>
    public bool WantsProofs { get; init; } = true;

    /// <summary>Trials that were run, of <see cref="Seeds"/> for each task and approach.</summary>
    public int Trials => Rows.Sum(static row => row.Sum(static result => result.Trials.Count));

    /// <summary>Tasks whose proofs were tried.</summary>
    public int ProofsTried => Rows.Count(static row => row[0].IsProofTried);

    /// <summary>Whether trials or proofs are missing.</summary>
    public bool IsInterrupted => Trials < Tasks.Count * Approaches.Count * Seeds || (WantsProofs && ProofsTried < Tasks.Count);

    /// <summary>The results of an approach.</summary>
    /// <param name="approach">Its place.</param>
    public IEnumerable<TaskResult> ResultsOf(int approach) => Rows.Select(row => row[approach]);
}
