using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Robustness;

/// <summary>As <see cref="BreakableTarget"/>, in batches.</summary>
internal sealed class BreakableBatchTarget(BreakableTarget target) : IBatchTarget
{
    private readonly List<ScenarioAction?> _queue = [];
    private readonly Queue<Observation> _observations = [];

    /// <summary>Breaks down over every batch of more scenarios than that, whatever is in it.</summary>
    public int MaximumScenarios { get; set; } = int.MaxValue;

    /// <summary>Kills it in the middle of that batch, counted from 1.</summary>
    public int KilledInBatch { get; set; }

    /// <summary>Batches executed.</summary>
    public int Batches { get; private set; }

    public string Name => target.Name;

    public TargetCapabilities Capabilities => target.Capabilities;

    public PeConfiguration Configuration => PeConfiguration.Default;

    public int BatchSize { get; init; } = 1024;

    public void Reset(PeConfiguration configuration) => target.Reset(configuration);

    public void Execute(in ScenarioAction action, ref Observation observation) => target.Execute(action, ref observation);

    public void QueueReset() => _queue.Add(null);

    public void Queue(in ScenarioAction action) => _queue.Add(action);

    public void ExecuteQueue()
    {
        ScenarioAction?[] queue = [.. _queue];
        _queue.Clear();
        _observations.Clear();
        Batches++;
        if (queue.Count(static action => action is null) > MaximumScenarios)
            throw new TargetException(TargetFailure.Crash, "it is full") { ExitCode = 1 };
        var done = 0;
        foreach (var action in queue)
        {
            if (Batches == KilledInBatch && ++done > queue.Length / 2)
                throw Killed();
            if (action is null)
            {
                target.Reset(Configuration);
                continue;
            }
            var observation = default(Observation);
            target.Execute(action.Value, ref observation);
            _observations.Enqueue(observation);
        }
    }

    public void Take(ref Observation observation) => observation = _observations.Dequeue();

    private TargetException Killed()
    {
        _observations.Clear();
        return new TargetException(TargetFailure.Crash, "it was killed") { ExitCode = 137 };
    }
}
