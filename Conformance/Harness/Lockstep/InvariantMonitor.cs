using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Asks every invariant at every snapshot and keeps the first that is broken, or that throws.</summary>
/// <param name="invariants">The invariants; those that an accepted erratum excuses are left out.</param>
/// <param name="accepted">The accepted errata.</param>
public sealed class InvariantMonitor(IReadOnlyList<IInvariant> invariants, ErratumId accepted) : IHostObserver
{
    private readonly Asked[][] _byMoment =
        [.. Enum.GetValues<HostMoment>().Select(moment => Active(invariants, accepted).Where(invariant => ((int)invariant.Moments >> (int)moment & 1) != 0)
            .Select(static invariant => new Asked(invariant, invariant.Holds)).ToArray())];

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
            foreach (ref readonly var one in _byMoment[(int)snapshot.Moment].AsSpan())
            {
                asked = one.Invariant;
                if (!one.Holds(snapshot))
                {
                    Broken = asked;
                    return;
                }
                Rules?.Count(asked);
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

    private delegate bool HoldsIn(in HostSnapshot snapshot);

    /// <summary>An invariant with its method bound: a call through the interface takes longer, and there are some in every step.</summary>
    private readonly record struct Asked(IInvariant Invariant, HoldsIn Holds);
}
