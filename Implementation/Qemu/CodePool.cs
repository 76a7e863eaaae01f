using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// Which page of the pool holds which block, in which slot; every other word of the page's slots is the terminator. Pages are given
/// away in turn; one whose block has run again since the hand last passed it stays (the clock algorithm).
/// </summary>
internal sealed class CodePool
{
    private readonly Dictionary<Content, int> _pages = new(MonitorLayout.PoolPages);
    private readonly Content?[] _contents = new Content?[MonitorLayout.PoolPages];
    private readonly bool[] _wasUsed = new bool[MonitorLayout.PoolPages];
    private int _hand;

    /// <summary>No page holds anything.</summary>
    public void Clear()
    {
        _pages.Clear();
        Array.Clear(_contents);
        Array.Clear(_wasUsed);
        _hand = 0;
    }

    /// <summary>The page for a block.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="words">The words of the slot.</param>
    /// <param name="mustBeWritten">Whether the page holds something else.</param>
    public int PageOf(int slot, ReadOnlySpan<uint> words, out bool mustBeWritten)
    {
        var content = new Content(slot, words[0], words[1], words[2]);
        mustBeWritten = !_pages.TryGetValue(content, out var page);
        if (!mustBeWritten)
        {
            _wasUsed[page] = true;
            return page;
        }
        page = NextPage();
        if (_contents[page] is { } old)
            _pages.Remove(old);
        _contents[page] = content;
        _pages.Add(content, page);
        return page;
    }

    private int NextPage()
    {
        while (_wasUsed[_hand])
        {
            _wasUsed[_hand] = false;
            _hand = (_hand + 1) % _wasUsed.Length;
        }
        var page = _hand;
        _hand = (_hand + 1) % _wasUsed.Length;
        return page;
    }

    /// <summary>A block in a slot.</summary>
    private readonly record struct Content(int Slot, uint First, uint Second, uint Third);
}
