using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Asks every invariant at every snapshot and keeps the first that is broken.</summary>
/// <param name="invariants">The invariants; those that an accepted erratum excuses are left out.</param>
/// <param name="accepted">The accepted errata.</param>
public sealed class InvariantMonitor(IReadOnlyList<IInvariant> invariants, ErratumId accepted) : IHostObserver
{
    private readonly IInvariant[] _active = [.. invariants.Where(invariant => (invariant.Erratum & accepted) == 0 || invariant.Erratum == ErratumId.None)];

    /// <summary>The first invariant that was broken since <see cref="Clear"/>.</summary>
    public IInvariant? Broken { get; private set; }

    /// <summary>Forgets what was broken.</summary>
    public void Clear() => Broken = null;

    /// <inheritdoc/>
    public void Observe(in HostSnapshot snapshot)
    {
        if (Broken is not null)
            return;
        foreach (var invariant in _active)
        {
            if (!invariant.Holds(snapshot))
            {
                Broken = invariant;
                return;
            }
        }
    }
}
