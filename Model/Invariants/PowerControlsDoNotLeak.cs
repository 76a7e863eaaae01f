using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-6: no guest leaves DBGPRCR_EL1.CORENPDRQ or OSDLR_EL1.DLK behind.</summary>
public sealed class PowerControlsDoNotLeak : IInvariant
{
    /// <inheritdoc/>
    public string Name => "power-controls";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_6;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.HostResumed;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.HostResumed || snapshot.Power == snapshot.HostPower;
}
