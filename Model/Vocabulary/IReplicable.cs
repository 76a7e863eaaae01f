namespace OsLockConformance.Model.Vocabulary;

/// <summary>A target that can have further instances, which behave as it does and run at the same time, each on a thread of its own.</summary>
public interface IReplicable
{
    /// <summary>Makes or starts another instance; whoever calls this disposes of it, if it is disposable. It takes batches if this target does.</summary>
    /// <exception cref="TargetException">It can't be started.</exception>
    ITarget Replicate();
}
