using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-5: debug registers that the guest can read without a trap hold the guest's own values.</summary>
public sealed class GuestReadsOnlyItsOwnRegisters : IInvariant
{
    /// <inheritdoc/>
    public string Name => "guest-debug-registers";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_5;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.GuestEntry;

    /// <inheritdoc/>
    public bool Precondition(in HostSnapshot snapshot) => !snapshot.TrapsDebugRegisters;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.GuestEntry || !Precondition(snapshot) || snapshot.Physical.SameAs(snapshot.Guest);
}
