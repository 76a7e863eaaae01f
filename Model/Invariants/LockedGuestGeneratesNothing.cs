using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-4: while the guest's OS Lock is locked and userspace is not debugging, the hardware runs with MDSCR_EL1.MDE and SS clear.</summary>
public sealed class LockedGuestGeneratesNothing : IInvariant
{
    /// <inheritdoc/>
    public string Name => "locked-guest-mdscr";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_4;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.GuestEntry;

    /// <inheritdoc/>
    public bool Precondition(in HostSnapshot snapshot) => snapshot.GuestOsLock && !snapshot.UserspaceDebugs;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.GuestEntry || !Precondition(snapshot)
        || (snapshot.Mdscr & (Registers.MDSCR_EL1.MDE | Registers.MDSCR_EL1.SS)) == 0;
}
