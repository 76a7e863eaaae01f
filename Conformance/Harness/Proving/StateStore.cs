using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The states that a search has met, in the order in which it met them. A state is the numbers of its sections (collapse compression: Holzmann, The
/// model checker SPIN, 1997), so nothing of it is lost, and two states are compared as a whole. With each is how it was met first.
/// </summary>
internal sealed class StateStore
{
    private const int ChunkShift = 11;
    private const int StatesInChunk = 1 << ChunkShift;

    private readonly List<uint[]> _chunks = [];
    private readonly int _sections;
    private readonly int _width;
    private SlotTable _slots = new();

    /// <summary>Makes an empty store.</summary>
    /// <param name="sections">The tables of the sections.</param>
    public StateStore(SectionTable[] sections)
    {
        Sections = sections;
        _sections = sections.Length;
        // Behind the sections: the state that it was met from, and the action.
        _width = _sections + 2;
    }

    /// <summary>The tables of the sections.</summary>
    public SectionTable[] Sections { get; }

    /// <summary>How many states there are.</summary>
    public uint Count { get; private set; }

    /// <summary>Bytes of memory.</summary>
    public long Bytes => ((long)_chunks.Count * StatesInChunk * _width * sizeof(uint)) + _slots.Bytes + Sections.Sum(static table => table.Bytes);

    /// <summary>Bytes that the next state may take in addition.</summary>
    public long BytesToGrow => _slots.BytesToGrow(Count) + Sections.Sum(static table => table.BytesToGrow);

    /// <summary>The numbers of the sections of a state.</summary>
    public ReadOnlySpan<uint> this[uint id] => Row(id)[.._sections];

    /// <summary>The state that a state was met from first.</summary>
    public uint ParentOf(uint id) => Row(id)[_sections];

    /// <summary>The number of the action by which it was met.</summary>
    public int ActionOf(uint id) => (int)Row(id)[_sections + 1];

    /// <summary>Puts the content of a state together.</summary>
    public void Load(uint id, StateBuffer buffer)
    {
        var ids = this[id];
        for (var section = 0; section < ids.Length; section++)
            buffer.Set(section, Sections[section][ids[section]]);
    }

    /// <summary>Adds the content of the sections to their tables.</summary>
    /// <param name="state">The content.</param>
    /// <param name="ids">Receives their numbers.</param>
    public void Intern(StateBuffer state, Span<uint> ids)
    {
        for (var section = 0; section < ids.Length; section++)
            ids[section] = Sections[section].Add(state[section]);
    }

    /// <summary>Whether a state is there. May be called from several threads while none calls <see cref="TryAdd"/>.</summary>
    public bool Contains(ReadOnlySpan<uint> state) => TryFind(state, out _);

    /// <summary>The number of a state. May be called from several threads while none calls <see cref="TryAdd"/>.</summary>
    /// <returns>false if it is not there.</returns>
    public bool TryFind(ReadOnlySpan<uint> state, out uint id)
    {
        var hash = Hash(state);
        for (var slot = _slots.First(hash); !_slots.IsEmpty(slot); slot = _slots.Next(slot))
        {
            if (_slots.MayBe(slot, hash, out id) && this[id].SequenceEqual(state))
                return true;
        }
        id = 0;
        return false;
    }

    /// <summary>Adds a state.</summary>
    /// <returns>false if it is there already.</returns>
    public bool TryAdd(ReadOnlySpan<uint> state, uint parent, int action)
    {
        if (Contains(state))
            return false;
        if (_slots.IsFull(Count))
            _slots.Grow(Count, id => Hash(this[id]));
        _slots.Add(Hash(state), Count);
        if (Count >> ChunkShift == _chunks.Count)
            _chunks.Add(new uint[StatesInChunk * _width]);
        var row = Row(Count++);
        state.CopyTo(row);
        row[_sections] = parent;
        row[_sections + 1] = (uint)action;
        return true;
    }

    /// <summary>The actions that lead from the first state to a state.</summary>
    public List<int> PathTo(uint id)
    {
        List<int> path = [];
        for (; id != 0; id = ParentOf(id))
            path.Add(ActionOf(id));
        path.Reverse();
        return path;
    }

    /// <summary>Writes everything.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var table in Sections)
            table.Write(writer);
        writer.Write(Count);
        for (uint id = 0; id < Count; id++)
            writer.Write(MemoryMarshal.AsBytes(Row(id)));
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="reader">From where.</param>
    /// <param name="sections">How many sections a state has.</param>
    /// <param name="actions">How many actions there are.</param>
    /// <exception cref="InvalidDataException">A number is out of its range, or a state there twice.</exception>
    public static StateStore Read(BinaryReader reader, int sections, int actions)
    {
        var store = new StateStore([.. Enumerable.Range(0, sections).Select(_ => SectionTable.Read(reader))]);
        var row = new uint[store._width];
        var count = reader.ReadUInt32();
        for (uint id = 0; id < count; id++)
        {
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            var (state, parent, action) = (row.AsMemory(0, sections), row[sections], row[sections + 1]);
            // A path to the first state ends because each parent has a lower number.
            var isInRange = (parent < id || id == 0) && action < (uint)actions && store.HasSections(state.Span);
            if (!isInRange || !store.TryAdd(state.Span, parent, (int)action))
                throw new InvalidDataException("has a state that no search has written");
        }
        return store;
    }

    private bool HasSections(ReadOnlySpan<uint> state)
    {
        for (var section = 0; section < state.Length; section++)
        {
            if (state[section] >= Sections[section].Count)
                return false;
        }
        return true;
    }

    private Span<uint> Row(uint id) => _chunks[(int)(id >> ChunkShift)].AsSpan((int)(id & (StatesInChunk - 1)) * _width, _width);

    private static ulong Hash(ReadOnlySpan<uint> state) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(state));
}
