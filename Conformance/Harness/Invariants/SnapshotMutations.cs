using OsLockConformance.Model.Invariants;

namespace OsLockConformance.Harness.Invariants;

/// <summary>
/// Every single-bit change of what an observer sees. The moment is not part of it: it says when, not what. Of a bank of registers the
/// first and the last one of each kind are changed.
/// </summary>
public static class SnapshotMutations
{
    private const int First = 0, Last = 1;

    /// <summary>All of them; each field of <see cref="HostSnapshot"/> but the moment is in it.</summary>
    public static IReadOnlyList<SnapshotMutation> All { get; } =
    [
        new(nameof(HostSnapshot.OsLock), 1, static (in snapshot, _) => snapshot with { OsLock = !snapshot.OsLock }),
        new(nameof(HostSnapshot.HostOsLock), 1, static (in snapshot, _) => snapshot with { HostOsLock = !snapshot.HostOsLock }),
        new(nameof(HostSnapshot.Mdscr), 64, static (in snapshot, bit) => snapshot with { Mdscr = snapshot.Mdscr ^ (1UL << bit) }),
        new(nameof(HostSnapshot.HostMdscr), 64, static (in snapshot, bit) => snapshot with { HostMdscr = snapshot.HostMdscr ^ (1UL << bit) }),
        new(nameof(HostSnapshot.Mdccint), 64, static (in snapshot, bit) => snapshot with { Mdccint = snapshot.Mdccint ^ (1UL << bit) }),
        new(nameof(HostSnapshot.HostMdccint), 64, static (in snapshot, bit) => snapshot with { HostMdccint = snapshot.HostMdccint ^ (1UL << bit) }),
        new(nameof(HostSnapshot.ClaimTags), 8, static (in snapshot, bit) => snapshot with { ClaimTags = (byte)(snapshot.ClaimTags ^ (1 << bit)) }),
        new(nameof(HostSnapshot.HostClaimTags), 8, static (in snapshot, bit) => snapshot with { HostClaimTags = (byte)(snapshot.HostClaimTags ^ (1 << bit)) }),
        new(nameof(HostSnapshot.Power), 2, static (in snapshot, bit) => snapshot with { Power = Flip(snapshot.Power, bit) }),
        new(nameof(HostSnapshot.HostPower), 2, static (in snapshot, bit) => snapshot with { HostPower = Flip(snapshot.HostPower, bit) }),
        new(nameof(HostSnapshot.Transfer), 96, static (in snapshot, bit) => snapshot with { Transfer = Flip(snapshot.Transfer, bit) }),
        new(nameof(HostSnapshot.HostTransfer), 96, static (in snapshot, bit) => snapshot with { HostTransfer = Flip(snapshot.HostTransfer, bit) }),
        new(nameof(HostSnapshot.TrapsOsRegisters), 1, static (in snapshot, _) => snapshot with { TrapsOsRegisters = !snapshot.TrapsOsRegisters }),
        new(nameof(HostSnapshot.TrapsDebugRegisters), 1, static (in snapshot, _) => snapshot with { TrapsDebugRegisters = !snapshot.TrapsDebugRegisters }),
        new(nameof(HostSnapshot.GuestOsLock), 1, static (in snapshot, _) => snapshot with { GuestOsLock = !snapshot.GuestOsLock }),
        new(nameof(HostSnapshot.UserspaceDebugs), 1, static (in snapshot, _) => snapshot with { UserspaceDebugs = !snapshot.UserspaceDebugs }),
        new(nameof(HostSnapshot.Physical), BankBits, static (in snapshot, bit) => snapshot with { Physical = Flip(snapshot.Physical, bit) }),
        new(nameof(HostSnapshot.Host), BankBits, static (in snapshot, bit) => snapshot with { Host = Flip(snapshot.Host, bit) }),
        new(nameof(HostSnapshot.Guest), BankBits, static (in snapshot, bit) => snapshot with { Guest = Flip(snapshot.Guest, bit) }),
    ];

    // Two registers of 64 bits and two of 32 bits, of breakpoints and of watchpoints.
    private const int BankBits = 2 * 2 * (64 + 32);

    private static (bool, bool) Flip((bool First, bool Second) pair, int bit) => bit == 0 ? (!pair.First, pair.Second) : (pair.First, !pair.Second);

    private static (uint, uint, uint) Flip((uint First, uint Second, uint Third) words, int bit)
    {
        var flipped = 1u << (bit % 32);
        return (bit / 32) switch
        {
            0 => (words.First ^ flipped, words.Second, words.Third),
            1 => (words.First, words.Second ^ flipped, words.Third),
            _ => (words.First, words.Second, words.Third ^ flipped),
        };
    }

    private static DebugRegisterView Flip(DebugRegisterView bank, int bit)
    {
        var place = bit / (64 + 32) % 2 == 0 ? First : Last;
        var inBreakpoints = bit < BankBits / 2;
        var inRegister = bit % (64 + 32);
        return (inBreakpoints, inRegister < 64) switch
        {
            (true, true) => new(Flip(bank.Bvr, place, inRegister), [.. bank.Bcr], [.. bank.Wvr], [.. bank.Wcr]),
            (true, false) => new([.. bank.Bvr], Flip(bank.Bcr, place, inRegister - 64), [.. bank.Wvr], [.. bank.Wcr]),
            (false, true) => new([.. bank.Bvr], [.. bank.Bcr], Flip(bank.Wvr, place, inRegister), [.. bank.Wcr]),
            _ => new([.. bank.Bvr], [.. bank.Bcr], [.. bank.Wvr], Flip(bank.Wcr, place, inRegister - 64)),
        };
    }

    private static ulong[] Flip(ReadOnlySpan<ulong> registers, int place, int bit)
    {
        var flipped = registers.ToArray();
        if (flipped.Length > 0)
            flipped[place == First ? 0 : ^1] ^= 1UL << bit;
        return flipped;
    }

    private static uint[] Flip(ReadOnlySpan<uint> registers, int place, int bit)
    {
        var flipped = registers.ToArray();
        if (flipped.Length > 0)
            flipped[place == First ? 0 : ^1] ^= 1u << bit;
        return flipped;
    }
}
