namespace OsLockConformance.Model.Invariants;

/// <summary>When a <see cref="HostSnapshot"/> is taken.</summary>
public enum HostMoment : byte
{
    /// <summary>The guest's state is loaded and the next instruction is the guest's.</summary>
    GuestEntry,
    /// <summary>The guest has just been left; its state is still loaded.</summary>
    GuestExit,
    /// <summary>The host's state is loaded again.</summary>
    HostResumed,
}
