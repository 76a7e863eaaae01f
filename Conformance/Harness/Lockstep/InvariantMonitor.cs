using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Asks every invariant at every snapshot and keeps the first that is broken, or that throws.</summary>
/// <param name="invariants">The invariants; those that an accepted erratum excuses are left out.</param>
/// <param name="accepted">The accepted errata.</param>
public sealed class InvariantMonitor(IReadOnlyList<IInvariant> invariants, ErratumId accepted) : IHostObserver
{
    private readonly IInvariant[][] _byMoment =
        [.. Enum.GetValues<HostMoment>().Select(moment => Active(invariants, accepted).Where(invariant => ((int)invariant.Moments >> (int)moment & 1) != 0).ToArray())];

    /// <summary>The first invariant that was broken since <see cref="Clear"/>.</summary>
    public IInvariant? Broken { get; private set; }

    /// <summary>What <see cref="Broken"/> threw; null if it returned.</summary>
    public Exception? Thrown { get; private set; }

    /// <summary>Counts the invariants that held; null, as is usual, to count nothing.</summary>
    public RuleCounter? Rules { get; set; }

    /// <summary>Forgets what was broken.</summary>
    public void Clear()
    {
        Broken = null;
        Thrown = null;
    }

    /// <inheritdoc/>
    public void Observe(in HostSnapshot snapshot)
    {
        if (Broken is not null)
            return;
        IInvariant? asked = null;
        try
        {
            foreach (var invariant in _byMoment[(int)snapshot.Moment])
            {
                asked = invariant;
                if (!invariant.Holds(snapshot))
                {
                    Broken = invariant;
                    return;
                }
                Rules?.Count(invariant);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Not let through: the target that called would be left halfway, and the check would end.
            Broken = asked;
            Thrown = exception;
        }
    }

    private static IEnumerable<IInvariant> Active(IReadOnlyList<IInvariant> invariants, ErratumId accepted) =>
        invariants.Where(invariant => (invariant.Erratum & accepted) == 0);
}
