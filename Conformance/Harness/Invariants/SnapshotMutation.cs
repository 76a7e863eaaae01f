using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Invariants;

/// <summary>Flips a bit of a snapshot.</summary>
/// <param name="snapshot">The snapshot, which stays as it is.</param>
/// <param name="bit">Which bit of the field, from 0.</param>
public delegate HostSnapshot FlipBit(in HostSnapshot snapshot, int bit);

/// <summary>A field of <see cref="HostSnapshot"/> whose bits can be flipped one by one.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Bits">How many bits it has.</param>
/// <param name="Flip">The snapshot with one of them flipped.</param>
public sealed record SnapshotMutation(string Field, int Bits, FlipBit Flip);
