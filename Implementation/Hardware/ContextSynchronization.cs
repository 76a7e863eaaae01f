using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>
/// The two views of the debug registers that OSL-12 lets software tell apart: what was written last, and what the PE acts on.
/// With <see cref="SynchronizationPolicy.Immediate"/> both are one object, so nothing is ever copied.
/// </summary>
internal sealed partial class ContextSynchronization
{
    private bool _dirty;

    public ContextSynchronization(PeConfiguration configuration, SynchronizationPolicy policy)
    {
        Written = new DebugState(configuration);
        Effective = policy == SynchronizationPolicy.Immediate ? Written : new DebugState(configuration);
    }

    /// <summary>What direct reads return.</summary>
    public DebugState Written { get; }

    /// <summary>What the OS Lock's gates and all debug exceptions look at.</summary>
    public DebugState Effective { get; }

    /// <summary>The written state, about to be changed.</summary>
    public DebugState Write()
    {
        _dirty = true;
        return Written;
    }

    /// <summary>A Context synchronization event.</summary>
    public void Synchronize()
    {
        if (_dirty)
            TakeEffect();
    }

    private void TakeEffect()
    {
        _dirty = false;
        if (!ReferenceEquals(Written, Effective))
            Effective.CopyFrom(Written);
    }
}
