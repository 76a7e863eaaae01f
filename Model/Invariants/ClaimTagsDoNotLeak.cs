using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-6: no guest leaves claim tags behind that the host or another guest can read.</summary>
public sealed class ClaimTagsDoNotLeak : IInvariant
{
    /// <inheritdoc/>
    public string Name => "claim-tags";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_6;

    /// <inheritdoc/>
    public Errata.ErratumId Erratum => Errata.ErratumId.KvmClaimTags;

    /// <inheritdoc/>
    public HostMoments Moments => HostMoments.HostResumed;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.Moment != HostMoment.HostResumed || snapshot.ClaimTags == snapshot.HostClaimTags;
}
