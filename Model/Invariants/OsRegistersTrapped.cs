using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-3: while a guest runs, its accesses to OSLAR, OSLSR, OSDLR and DBGPRCR trap.</summary>
public sealed class OsRegistersTrapped : IInvariant
{
    /// <inheritdoc/>
    public string Name => "os-registers-trapped";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_3;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.Guest;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment == HostMoment.HostResumed || snapshot.TrapsOsRegisters;
}
