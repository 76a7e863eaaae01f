using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-6: no guest leaves OSECCR_EL1, OSDTRRX_EL1 or OSDTRTX_EL1 behind.</summary>
public sealed class TransferRegistersDoNotLeak : IInvariant
{
    /// <inheritdoc/>
    public string Name => "transfer-registers";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_6;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.HostResumed;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.HostResumed || snapshot.Transfer == snapshot.HostTransfer;
}
