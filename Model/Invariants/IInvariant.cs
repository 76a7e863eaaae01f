using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>
/// A property of the host that must hold at every boundary between host and guest. A class that implements this and has a
/// public parameterless constructor is found by <see cref="InvariantCatalogue"/>; nothing else needs to know it.
/// </summary>
public interface IInvariant
{
    /// <summary>A short unique name, for example <c>host-debug-registers</c>.</summary>
    string Name { get; }

    /// <summary>The rule it stands for.</summary>
    RuleId Rule { get; }

    /// <summary>The deviation that allows it to be broken; None if no declared one does.</summary>
    ErratumId Erratum => ErratumId.None;

    /// <summary>The moments that it says something about; it is not asked at others, which saves time in every step.</summary>
    HostMoments Moments => HostMoments.All;

    /// <summary>In which snapshots of its moments it says anything at all. Only the audit of invariants asks, to see whether such a snapshot
    /// is ever met; <see cref="Holds"/> does not rely on it.</summary>
    bool Precondition(in HostSnapshot snapshot) => true;

    /// <summary>Whether the invariant holds in <paramref name="snapshot"/>; true where it says nothing.</summary>
    bool Holds(in HostSnapshot snapshot);
}
