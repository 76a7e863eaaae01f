namespace OsLockConformance.Harness.Proving;

/// <summary>The bytes of one state of model and implementation, section by section.</summary>
/// <param name="sections">How many sections there are.</param>
internal sealed class StateBuffer(int sections)
{
    // A state of two virtual machines with every debug register in use has some 3 KB; of the model there may be several.
    private const int Room = 1 << 14;

    private byte[] _bytes = new byte[2 * Room];
    private readonly int[] _ends = new int[sections];

    /// <summary>All bytes there is room for: behind what has been filled, those of another state.</summary>
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
        _ends[section] = Start(section);
        Append(section, content);
    }

    /// <summary>Fills more of the last section that has been filled.</summary>
    /// <returns>All bytes so far.</returns>
    public int Append(int section, ReadOnlySpan<byte> content)
    {
        var start = _ends[section];
        Reserve(start + content.Length);
        content.CopyTo(_bytes.AsSpan(start));
        return _ends[section] = start + content.Length;
    }

    /// <summary>Takes the first sections of another buffer over.</summary>
    /// <returns>Their bytes.</returns>
    public int CopyFrom(StateBuffer other, int count)
    {
        var bytes = other[0, count - 1];
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes);
        other._ends.AsSpan(0, count).CopyTo(_ends);
        return bytes.Length;
    }

    private void Reserve(int end)
    {
        if (end + Room > _bytes.Length)
            Array.Resize(ref _bytes, 2 * (end + Room));
    }

    private int Start(int section) => section == 0 ? 0 : _ends[section - 1];
}
