namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The slots of an open-addressing hash table with linear probing: in each the number of an entry, plus 1, and 32 bits of its hash, so that an
/// entry is looked at only when it probably is the one. Whether it is, its owner decides by comparing all of it.
/// </summary>
internal struct SlotTable
{
    private const int InitialSlots = 1 << 12;

    private ulong[] _slots;

    public SlotTable() => _slots = new ulong[InitialSlots];

    /// <summary>Bytes of the slots.</summary>
    public readonly long Bytes => (long)_slots.Length * sizeof(ulong);

    /// <summary>Bytes that the table takes in addition while it grows; 0 if another entry does not make it grow.</summary>
    public readonly long BytesToGrow(uint count) => IsFull(count) ? 2 * Bytes : 0;

    /// <summary>Whether the table has to grow before another entry comes in: at two thirds.</summary>
    public readonly bool IsFull(uint count) => count >= (uint)(_slots.Length / 3 * 2);

    /// <summary>Where the search for an entry begins.</summary>
    public readonly int First(ulong hash) => (int)hash & (_slots.Length - 1);

    /// <summary>Where it goes on.</summary>
    public readonly int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    /// <summary>Whether the slot is empty: there is no such entry.</summary>
    public readonly bool IsEmpty(int slot) => _slots[slot] == 0;

    /// <summary>Whether the slot may hold the entry, and if so, its number.</summary>
    public readonly bool MayBe(int slot, ulong hash, out uint id)
    {
        var content = _slots[slot];
        id = (uint)content - 1;
        return (content >> 32) == (hash >> 32);
    }

    /// <summary>Puts an entry into the first empty slot.</summary>
    public readonly void Add(ulong hash, uint id)
    {
        var slot = First(hash);
        while (!IsEmpty(slot))
            slot = Next(slot);
        _slots[slot] = (hash & 0xFFFF_FFFF_0000_0000) | (id + 1);
    }

    /// <summary>Doubles the slots.</summary>
    /// <param name="count">How many entries there are.</param>
    /// <param name="hashOf">The hash of an entry.</param>
    public void Grow(uint count, Func<uint, ulong> hashOf)
    {
        _slots = new ulong[_slots.Length * 2];
        for (uint id = 0; id < count; id++)
            Add(hashOf(id), id);
    }
}
