using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// What the expansion of some states has brought up and no table knew: states in the order of the state that they were met from and of the action.
/// A section that was known is there by its number, another with its bytes.
/// </summary>
internal sealed class CandidateBuffer
{
    private const uint NotKnown = uint.MaxValue;

    private byte[] _bytes = new byte[1 << 12];
    private int _written;
    private int _read;

    /// <summary>States that were expanded, up to the divergence if there is one.</summary>
    public uint Expanded { get; set; }

    /// <summary>Actions that agreed.</summary>
    public long Transitions { get; set; }

    /// <summary>Actions that were no test.</summary>
    public long NoTests { get; set; }

    /// <summary>The state in which the first divergence was met; null if there was none.</summary>
    public uint? DivergesIn { get; set; }

    /// <summary>The number of the divergent action.</summary>
    public int DivergentAction { get; set; }

    /// <summary>Bytes of memory.</summary>
    public long Bytes => _bytes.Length;

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        _written = _read = 0;
        Expanded = 0;
        Transitions = NoTests = 0;
        DivergesIn = null;
    }

    /// <summary>Adds a state.</summary>
    /// <param name="parent">The state that it was met from.</param>
    /// <param name="action">The action.</param>
    /// <param name="ids">The numbers of its sections.</param>
    /// <param name="isKnown">Which of them have one.</param>
    /// <param name="state">Its bytes.</param>
    public void Add(uint parent, int action, ReadOnlySpan<uint> ids, ReadOnlySpan<bool> isKnown, StateBuffer state)
    {
        Append(parent);
        Append((uint)action);
        for (var section = 0; section < ids.Length; section++)
        {
            if (isKnown[section])
            {
                Append(ids[section]);
                continue;
            }
            var content = state[section];
            Append(NotKnown);
            Append((uint)content.Length);
            Reserve(content.Length);
            content.CopyTo(_bytes.AsSpan(_written));
            _written += content.Length;
        }
    }

    /// <summary>Moves all states into the store, which leaves out those that it has by now.</summary>
    public void MoveInto(StateStore store)
    {
        Span<uint> ids = stackalloc uint[store.Sections.Length];
        while (_read < _written)
        {
            var parent = Take();
            var action = (int)Take();
            for (var section = 0; section < ids.Length; section++)
            {
                ids[section] = Take();
                if (ids[section] != NotKnown)
                    continue;
                var length = (int)Take();
                ids[section] = store.Sections[section].Add(_bytes.AsSpan(_read, length));
                _read += length;
            }
            store.TryAdd(ids, parent, action);
        }
    }

    private void Append(uint value)
    {
        Reserve(sizeof(uint));
        MemoryMarshal.Write(_bytes.AsSpan(_written), value);
        _written += sizeof(uint);
    }

    private uint Take()
    {
        var value = MemoryMarshal.Read<uint>(_bytes.AsSpan(_read));
        _read += sizeof(uint);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int bytes)
    {
        if (_written + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _written + bytes));
    }
}
