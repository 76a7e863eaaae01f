namespace OsLockConformance.Harness.Proving;

/// <summary>The bytes of one state of model and implementation, section by section.</summary>
/// <param name="sections">How many sections there are.</param>
internal sealed class StateBuffer(int sections)
{
    // A state of two virtual machines with every debug register in use has some 3 KB.
    private const int MostBytes = 1 << 14;

    private readonly byte[] _bytes = new byte[MostBytes];
    private readonly int[] _ends = new int[sections];

    /// <summary>All bytes there is room for.</summary>
    public Span<byte> Bytes => _bytes;

    /// <summary>The end of each section.</summary>
    public Span<int> Ends => _ends;

    /// <summary>The bytes from the beginning of a section to the end of another.</summary>
    public ReadOnlySpan<byte> this[int first, int last] => _bytes.AsSpan(Start(first), _ends[last] - Start(first));

    /// <summary>The bytes of a section.</summary>
    public ReadOnlySpan<byte> this[int section] => this[section, section];

    /// <summary>Fills a section; the ones before it have been filled.</summary>
    public void Set(int section, ReadOnlySpan<byte> content)
    {
        var start = Start(section);
        content.CopyTo(_bytes.AsSpan(start));
        _ends[section] = start + content.Length;
    }

    /// <summary>Takes the first sections of another buffer over.</summary>
    /// <returns>Their bytes.</returns>
    public int CopyFrom(StateBuffer other, int count)
    {
        var bytes = other[0, count - 1];
        bytes.CopyTo(_bytes);
        other._ends.AsSpan(0, count).CopyTo(_ends);
        return bytes.Length;
    }

    private int Start(int section) => section == 0 ? 0 : _ends[section - 1];
}
