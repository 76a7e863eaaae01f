using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;

namespace OsLockConformance.Evaluation;

/// <summary>
/// Runs every trial, that is every task with every approach and every seed:
/// 1. each approach runs the first task once, so that no trial pays for the compiler;
/// 2. the trials are taken in a fixed order, all of the first seed before the second, so that an interrupted run has something of each task;
/// 3. as many run at the same time as there are cores; no result but the times depends on how many.
/// </summary>
/// <param name="tasks">The tasks, at least one.</param>
/// <param name="approaches">The approaches, ours first.</param>
/// <param name="seeds">How many seeds: 1 up to this number.</param>
/// <param name="budget">The budget of each trial.</param>
public sealed class EvaluationRun(IReadOnlyList<EvaluationTask> tasks, IReadOnlyList<IApproach> approaches, int seeds, TrialBudget budget)
{
    private readonly Lock _lock = new();

    /// <summary>Trials that run at the same time.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Called after each trial with the number of those that are done, and of all.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Runs them.</summary>
    /// <param name="cancellation">Ends it; trials that have not ended by then are not counted.</param>
    /// <param name="rates">Rates that were measured, for the report.</param>
    public EvaluationReport Run(CancellationToken cancellation, IReadOnlyList<Rate>? rates = null)
    {
        var trials = new TrialResult?[seeds * tasks.Count * approaches.Count];
        foreach (var approach in approaches)
            approach.Run(new Trial(tasks[0], budget, cancellation), 0);
        var next = -1;
        var done = 0;
        var workers = new Task[Math.Max(1, Cores)];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = Task.Run(Work, CancellationToken.None);
        Task.WaitAll(workers, CancellationToken.None);
        return new EvaluationReport(tasks, approaches, seeds, budget, (task, approach, seed) => trials[Place(task, approach, seed)]) { Rates = rates ?? [] };

        void Work()
        {
            while (Interlocked.Increment(ref next) is var place && place < trials.Length && !cancellation.IsCancellationRequested)
            {
                var (seed, rest) = Math.DivRem(place, tasks.Count * approaches.Count);
                var (task, approach) = Math.DivRem(rest, approaches.Count);
                var trial = new Trial(tasks[task], budget, cancellation);
                approaches[approach].Run(trial, (ulong)seed + 1);
                if (cancellation.IsCancellationRequested)
                    return;
                trials[place] = trial.Result;
                lock (_lock)
                    Progress?.Invoke(++done, trials.Length);
            }
        }
    }

    private int Place(int task, int approach, int seed) => (((seed * tasks.Count) + task) * approaches.Count) + approach;
}
