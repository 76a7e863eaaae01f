using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-2: after every exit the host has its own breakpoints, watchpoints, MDSCR_EL1 and MDCCINT_EL1.</summary>
public sealed class HostDebugRegistersRestored : IInvariant
{
    /// <inheritdoc/>
    public string Name => "host-debug-registers";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_2;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.HostResumed;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.HostResumed
        || (snapshot.Mdscr == snapshot.HostMdscr && snapshot.Mdccint == snapshot.HostMdccint && snapshot.Physical.SameAs(snapshot.Host));
}
