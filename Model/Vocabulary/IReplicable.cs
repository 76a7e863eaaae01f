namespace OsLockConformance.Model.Vocabulary;

/// <summary>A batch target that can have further instances, which behave as it does and run at the same time.</summary>
public interface IReplicable
{
    /// <summary>Starts another instance; whoever calls this disposes of it.</summary>
    /// <exception cref="TargetException">It can't be started.</exception>
    IBatchTarget Replicate();
}
