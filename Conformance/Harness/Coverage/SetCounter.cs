namespace OsLockConformance.Harness.Coverage;

/// <summary>
/// Counts sets of rules and errata as wholes. A run shows the same few hundred sets over and over, so nearly every count is one
/// comparison and one increment; a set is taken apart only when another takes its place, or when somebody asks.
/// </summary>
/// <param name="takeApart">Takes the counts of a set.</param>
internal sealed class SetCounter(SetCounter.TakeApart takeApart)
{
    private const int IndexBits = 10;

    // Of SplitMix64: spreads what differs in few bits over the upper ones.
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    private readonly Entry[] _entries = new Entry[1 << IndexBits];
    private bool _isSettled = true;

    /// <summary>Takes a set apart.</summary>
    /// <param name="place">Where it was counted.</param>
    /// <param name="rules">The rules, as bits.</param>
    /// <param name="errata">The errata, as bits.</param>
    /// <param name="count">How often.</param>
    public delegate void TakeApart(int place, ulong rules, ulong errata, long count);

    /// <summary>Counts a set.</summary>
    public void Count(int place, ulong rules, ulong errata)
    {
        _isSettled = false;
        ref var entry = ref _entries[((rules ^ (ulong)place ^ (errata << 1)) * Spread) >> (64 - IndexBits)];
        if (entry.Rules != rules || entry.Errata != errata || entry.Place != place)
        {
            Settle(entry);
            entry = new Entry { Rules = rules, Errata = errata, Place = place };
        }
        entry.Count++;
    }

    /// <summary>Takes apart all that has been counted since the last time.</summary>
    public void Settle()
    {
        if (_isSettled)
            return;
        for (var i = 0; i < _entries.Length; i++)
        {
            Settle(_entries[i]);
            _entries[i].Count = 0;
        }
        _isSettled = true;
    }

    private void Settle(in Entry entry)
    {
        if (entry.Count > 0)
            takeApart(entry.Place, entry.Rules, entry.Errata, entry.Count);
    }

    private struct Entry
    {
        public ulong Rules;
        public ulong Errata;
        public long Count;
        public int Place;
    }
}
