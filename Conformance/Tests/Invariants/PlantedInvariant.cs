using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Tests.Invariants;

/// <summary>A question about a snapshot.</summary>
internal delegate bool SnapshotPredicate(in HostSnapshot snapshot);

/// <summary>An invariant made for a test; without a constructor that the catalogue could call, so that no other test meets it.</summary>
internal sealed class PlantedInvariant(string name, SnapshotPredicate holds, SnapshotPredicate? precondition = null) : IInvariant
{
    public string Name => name;

    public RuleId Rule => RuleId.ISO_5;

    public HostMoments Moments { get; init; } = HostMoments.All;

    public bool Precondition(in HostSnapshot snapshot) => precondition is null || precondition(snapshot);

    public bool Holds(in HostSnapshot snapshot) => holds(snapshot);
}
