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

/// <summary>A set of <see cref="HostMoment"/>.</summary>
[Flags]
public enum HostMoments : byte
{
    /// <summary>No moment.</summary>
    None = 0,
    /// <summary><see cref="HostMoment.GuestEntry"/>.</summary>
    GuestEntry = 1 << HostMoment.GuestEntry,
    /// <summary><see cref="HostMoment.GuestExit"/>.</summary>
    GuestExit = 1 << HostMoment.GuestExit,
    /// <summary><see cref="HostMoment.HostResumed"/>.</summary>
    HostResumed = 1 << HostMoment.HostResumed,
    /// <summary>While the guest's state is loaded.</summary>
    Guest = GuestEntry | GuestExit,
    /// <summary>Every moment.</summary>
    All = Guest | HostResumed,
}
