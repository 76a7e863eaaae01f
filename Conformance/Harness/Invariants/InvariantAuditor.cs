using System.Collections;
using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Invariants;

/// <summary>
/// Puts one invariant to the test at every snapshot:
/// 1. it is asked as a check would ask it, and must not throw;
/// 2. if its precondition is true, each bit of the snapshot is flipped, and it is asked again: a change that makes it false shows that it can fail.
/// The second is done for <see cref="MostMutated"/> snapshots, and after them as long as nothing has made it false.
/// </summary>
internal sealed class InvariantAuditor(IInvariant invariant)
{
    /// <summary>Snapshots that are changed bit by bit even if the invariant is known to fail.</summary>
    public const int MostMutated = 100;

    private readonly BitArray _falsifying = new(AuditedInvariant.Mutations);
    private string? _evidence;
    private bool _throws;
    private long _asked;
    private long _reached;
    private long _mutated;

    /// <summary>The verdict on what was seen until now.</summary>
    public AuditedInvariant Result
    {
        get
        {
            var falsifying = _falsifying.Cast<bool>().Count(static bit => bit);
            var health = _throws ? InvariantHealth.Throws
                : _reached == 0 ? InvariantHealth.NeverReached
                : _mutated == 0 ? InvariantHealth.NeverHolds
                : falsifying == 0 ? InvariantHealth.CannotFail
                : InvariantHealth.Sound;
            return new AuditedInvariant(invariant, health, _asked, _reached, _mutated, falsifying, _evidence);
        }
    }

    /// <summary>Looks at a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="where">Says which target was in which scenario; asked only for what is reported.</param>
    public void Observe(in HostSnapshot snapshot, Func<string> where)
    {
        if (_throws || ((int)invariant.Moments >> (int)snapshot.Moment & 1) == 0)
            return;
        _asked++;
        var changed = "";
        try
        {
            var isReached = invariant.Precondition(snapshot);
            var holds = invariant.Holds(snapshot);
            if (!isReached)
                return;
            _reached++;
            // What is false already says nothing about a change.
            if (!holds || (_mutated >= MostMutated && _evidence is not null))
                return;
            _mutated++;
            Mutate(snapshot, ref changed);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _throws = true;
            _evidence = $"{exception.GetType()}: {exception.Message} at {snapshot.Moment}{changed}, {where()}";
        }
    }

    private void Mutate(in HostSnapshot snapshot, ref string changed)
    {
        var place = 0;
        foreach (var mutation in SnapshotMutations.All)
        {
            changed = $" with {mutation.Field} changed";
            for (var bit = 0; bit < mutation.Bits; bit++, place++)
            {
                if (_falsifying[place] || invariant.Holds(mutation.Flip(snapshot, bit)))
                    continue;
                _falsifying[place] = true;
                _evidence ??= mutation.Bits == 1 ? $"{mutation.Field} flipped at {snapshot.Moment}" : $"{mutation.Field}[{bit}] flipped at {snapshot.Moment}";
            }
        }
    }
}
