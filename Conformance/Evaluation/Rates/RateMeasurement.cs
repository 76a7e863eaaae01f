using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Clocks;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Rates;

/// <summary>
/// Measures the approaches on a target that conforms, generation included, and model and target in lockstep without any of them: what the
/// difference is, a tool costs. All on one core, in rounds that take turns, so that what else the machine does hits all of them.
/// </summary>
public static class RateMeasurement
{
    /// <summary>The target that is measured.</summary>
    public const string Target = "linux-6.14";

    /// <summary>The name of model and target without a tool.</summary>
    public const string LockstepAlone = "lockstep alone";

    private const int Rounds = 3;
    private const int Scenarios = 2000;

    /// <summary>Measures.</summary>
    /// <param name="approaches">The approaches.</param>
    /// <param name="round">How long a round of one approach takes.</param>
    /// <param name="cancellation">Ends it; what was not measured then is left out.</param>
    public static IReadOnlyList<Rate> Of(IReadOnlyList<IApproach> approaches, TimeSpan round, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(approaches);
        var conforming = new EvaluationTask(TaskKind.HistoricProfile, Target, Target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(Target)));
        IApproach[] measured = [.. approaches, new Alone(Scenarios)];
        var rates = new List<Rate>[measured.Length];
        // The first round is for the compiler.
        for (var i = 0; i <= Rounds; i++)
        {
            for (var place = 0; place < measured.Length && !cancellation.IsCancellationRequested; place++)
            {
                var rate = Once(conforming, measured[place], round, (ulong)i, cancellation);
                if (i > 0)
                    rates[place].Add(rate);
                else
                    rates[place] = [];
            }
        }
        return [.. rates.Where(static some => some is { Count: > 0 }).Select(static some => some.OrderBy(static rate => rate.ActionsPerSecond).ElementAt(some.Count / 2))];
    }

    private static Rate Once(EvaluationTask task, IApproach approach, TimeSpan round, ulong seed, CancellationToken cancellation)
    {
        var trial = new Trial(task, TrialBudget.Default with { Actions = long.MaxValue, Time = round }, cancellation);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = ThreadClock.Seconds;
        approach.Run(trial, seed);
        var seconds = ThreadClock.Seconds - started;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var actions = Math.Max(1, trial.Runner.ActionsExecuted);
        return new Rate(approach.Name, actions / seconds, (double)bytes / actions);
    }

    /// <summary>Scenarios drawn beforehand.</summary>
    private sealed class Alone : IApproach
    {
        private readonly Scenario[] _scenarios;

        public Alone(int count)
        {
            var generator = new ScenarioGenerator(TargetCatalogue.TryCreate(Target, out var target) ? target.Capabilities : default);
            _scenarios = [.. Enumerable.Range(0, count).Select(i => generator.Generate(SplittableRandom.SeedOf(0, i)))];
        }

        public string Name => LockstepAlone;

        public string Description => "model and target, on scenarios drawn beforehand";

        public void Run(Trial trial, ulong seed)
        {
            for (var i = 0; !trial.IsSpent; i = (i + 1) % _scenarios.Length)
                trial.Conforms(_scenarios[i].Configuration, _scenarios[i].Actions);
        }
    }
}
