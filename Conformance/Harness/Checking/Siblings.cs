using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>A target and further instances of it, if it can have them: one for each core, up to <see cref="Most"/>.</summary>
internal sealed class Siblings : IDisposable
{
    /// <summary>Most instances: each takes memory, and the batches are cut into as many parts.</summary>
    public const int Most = 4;

    private readonly IBatchTarget[] _targets;

    /// <summary>Starts the further instances.</summary>
    public Siblings(IBatchTarget first)
    {
        _targets = new IBatchTarget[first is IReplicable ? Math.Clamp(Environment.ProcessorCount, 1, Most) : 1];
        _targets[0] = first;
        try
        {
            for (var i = 1; i < _targets.Length; i++)
                _targets[i] = (IBatchTarget)((IReplicable)first).Replicate();
        }
        catch (TargetException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A runner for each instance.</summary>
    public BatchRunner[] Runners(Func<IBatchTarget, BatchRunner> make) => [.. _targets.Select(make)];

    /// <summary>Ends the further instances; the first is its owner's.</summary>
    public void Dispose()
    {
        foreach (var target in _targets.AsSpan(1))
            (target as IDisposable)?.Dispose();
    }
}
