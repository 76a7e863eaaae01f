namespace OsLockConformance.Model.Invariants;

/// <summary>Receives a snapshot at every boundary between host and guest.</summary>
public interface IHostObserver
{
    /// <summary>Called by the implementation; must not change it.</summary>
    void Observe(in HostSnapshot snapshot);
}

/// <summary>A target whose host side can be seen: the simulated ones.</summary>
public interface IHostObservable
{
    /// <summary>Where snapshots go; null for nowhere.</summary>
    IHostObserver? Observer { get; set; }
}
