namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// A target that is slow to reach and quick once it runs: whole scenarios are queued and executed in one go, then their
/// observations are taken in order.
/// </summary>
public interface IBatchTarget : ITarget, IFixedPe
{
    /// <summary>Scenarios that are worth queueing: enough that reaching the target is paid for, few enough that there is something to say now
    /// and then.</summary>
    int BatchSize { get; }

    /// <summary>Queues a fresh machine: the next scenario begins.</summary>
    void QueueReset();

    /// <summary>Queues an action.</summary>
    void Queue(in ScenarioAction action);

    /// <summary>Executes what is queued. If that fails, nothing of it can be taken and the queue is empty.</summary>
    /// <exception cref="TargetException">The target broke down or does not answer.</exception>
    void ExecuteQueue();

    /// <summary>Takes the observation of the next queued action.</summary>
    void Take(ref Observation observation);
}
