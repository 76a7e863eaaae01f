using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Qemu;

/// <summary>A batch target that can't have further instances.</summary>
internal sealed class SingleInstance(IBatchTarget target) : IBatchTarget
{
    public string Name => target.Name;

    public TargetCapabilities Capabilities => target.Capabilities;

    public PeConfiguration Configuration => target.Configuration;

    public bool IsDeterministic => target.IsDeterministic;

    public int BatchSize => target.BatchSize;

    public void Reset(PeConfiguration configuration) => target.Reset(configuration);

    public void Execute(in ScenarioAction action, ref Observation observation) => target.Execute(action, ref observation);

    public void QueueReset() => target.QueueReset();

    public void Queue(in ScenarioAction action) => target.Queue(action);

    public void ExecuteQueue() => target.ExecuteQueue();

    public void Take(ref Observation observation) => target.Take(ref observation);
}
