using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Evaluation;

/// <summary>
/// Runs every trial, that is every task with every approach and every seed:
/// 1. each approach runs the first task once, so that no trial pays for the compiler;
/// 2. the trials are taken in a fixed order, all of the first seed before the second, so that an interrupted run has something of each task;
/// 3. as many run at the same time as there are cores; no result but the times depends on how many;
/// 4. then, for each task, it is proved how short a scenario can be.
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

    /// <summary>Transitions that the proof for one signature may take; 0 to prove nothing.</summary>
    public long ProofBudget { get; init; } = CertifiedShrinker.DefaultBudget;

    /// <summary>Called after each trial and each task's proofs with the number of those that are done, and of all.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Runs them.</summary>
    /// <param name="cancellation">Ends it; trials that have not ended by then are not counted.</param>
    /// <param name="rates">Rates that were measured, for the report.</param>
    public EvaluationReport Run(CancellationToken cancellation, IReadOnlyList<Rate>? rates = null)
    {
        var trials = new TrialResult?[seeds * tasks.Count * approaches.Count];
        foreach (var approach in approaches)
            approach.Run(new Trial(tasks[0], budget, cancellation), 0);
        var done = 0;
        SideBySide(trials.Length, RunTrial);
        var references = new Reference[tasks.Count];
        SideBySide(tasks.Count, Refer);
        return new EvaluationReport(tasks, approaches, seeds, budget, references, (task, approach, seed) => trials[Place(task, approach, seed)]) { Rates = rates ?? [], WantsProofs = ProofBudget > 0 };

        void RunTrial(int place)
        {
            if (cancellation.IsCancellationRequested)
                return;
            var (seed, rest) = Math.DivRem(place, tasks.Count * approaches.Count);
            var (task, approach) = Math.DivRem(rest, approaches.Count);
            var trial = new Trial(tasks[task], budget, cancellation);
            approaches[approach].Run(trial, (ulong)seed + 1);
            if (cancellation.IsCancellationRequested)
                return;
            trials[place] = trial.Result;
            Done();
        }

        void Refer(int task)
        {
            IEnumerable<TrialResult> Of(int approach) => Enumerable.Range(0, seeds).Select(seed => trials[Place(task, approach, seed)]).OfType<TrialResult>();
            references[task] = new Reference(tasks[task], Of(0), Enumerable.Range(1, approaches.Count - 1).SelectMany(Of), cancellation.IsCancellationRequested ? 0 : ProofBudget);
            Done();
        }

        void Done()
        {
            lock (_lock)
                Progress?.Invoke(++done, trials.Length + tasks.Count);
        }
    }

    /// <summary>Runs the jobs from 0 on, as many at the same time as there are cores.</summary>
    private void SideBySide(int jobs, Action<int> run)
    {
        var next = -1;
        var workers = new Task[Math.Max(1, Cores)];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = Task.Run(Work, CancellationToken.None);
        Task.WaitAll(workers, CancellationToken.None);

        void Work()
        {
            while (Interlocked.Increment(ref next) is var job && job < jobs)
                run(job);
        }
    }

    private int Place(int task, int approach, int seed) => (((seed * tasks.Count) + task) * approaches.Count) + approach;
}
