using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Invariants;

/// <summary>What an audit has seen of an invariant.</summary>
/// <param name="Invariant">The invariant.</param>
/// <param name="Health">The verdict.</param>
/// <param name="Asked">Snapshots of its moments.</param>
/// <param name="Reached">Those of them in which its precondition is true.</param>
/// <param name="Mutated">Those of them that were changed bit by bit.</param>
/// <param name="Falsifying">How many of the <see cref="Mutations"/> have made it false in one snapshot or another.</param>
/// <param name="Evidence">The first change that made it false, or where it threw and what; null if there is none.</param>
public sealed record AuditedInvariant(IInvariant Invariant, InvariantHealth Health, long Asked, long Reached, long Mutated, int Falsifying, string? Evidence)
{
    /// <summary>How many single-bit changes a snapshot has.</summary>
    public static int Mutations { get; } = SnapshotMutations.All.Sum(static mutation => mutation.Bits);

    /// <summary>What is wrong, in one sentence; null for a sound one.</summary>
    public string? Complaint => Health switch
    {
        InvariantHealth.Throws => $"the invariant {Invariant.Name} throws: {Evidence}",
        InvariantHealth.NeverReached => $"the invariant {Invariant.Name} is never reached: its precondition is true in none of {Asked} snapshots",
        InvariantHealth.CannotFail => $"the invariant {Invariant.Name} can't fail: none of {Mutations} changes of a bit makes it false, in {Mutated} snapshots",
        InvariantHealth.NeverHolds => $"the invariant {Invariant.Name} never holds: it is false in all of {Reached} snapshots",
        _ => null,
    };
}
