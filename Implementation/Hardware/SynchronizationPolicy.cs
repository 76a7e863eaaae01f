namespace OsLockConformance.Implementation.Hardware;

/// <summary>When a write of a debug control register takes effect (OSL-12 allows both).</summary>
public enum SynchronizationPolicy : byte
{
    /// <summary>At once.</summary>
    Immediate,
    /// <summary>At the next Context synchronization event.</summary>
    Deferred,
}
