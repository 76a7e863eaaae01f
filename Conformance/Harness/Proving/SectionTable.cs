using System.IO.Hashing;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The distinct contents of one section of the state, numbered in the order in which they came. A content is found again by comparing all of its
/// bytes; its hash only says where to look.
/// </summary>
internal sealed class SectionTable
{
    private const int MostChunkBytes = 1 << 20;
    private const int FirstChunkBytes = 1 << 14;

    private readonly List<byte[]> _chunks = [new byte[FirstChunkBytes]];
    private readonly List<(int Chunk, int Start, int Length)> _places = [];
    private long _chunkBytes = FirstChunkBytes;
    private int _used;
    private SlotTable _slots = new();

    /// <summary>How many there are.</summary>
    public uint Count => (uint)_places.Count;

    /// <summary>Bytes of memory.</summary>
    public long Bytes => _chunkBytes + ((long)_places.Capacity * 12) + _slots.Bytes;

    /// <summary>Bytes that the next content may take in addition.</summary>
    public long BytesToGrow => _slots.BytesToGrow(Count) + ((long)_places.Count * 12);

    /// <summary>A content.</summary>
    public ReadOnlySpan<byte> this[uint id]
    {
        get
        {
            var (chunk, start, length) = _places[(int)id];
            return _chunks[chunk].AsSpan(start, length);
        }
    }

    /// <summary>The hash of a content.</summary>
    public static ulong Hash(ReadOnlySpan<byte> content) => XxHash3.HashToUInt64(content);

    /// <summary>The number of a content. May be called from several threads while none calls <see cref="Add"/>.</summary>
    /// <returns>false if it is not there.</returns>
    public bool TryFind(ReadOnlySpan<byte> content, ulong hash, out uint id)
    {
        for (var slot = _slots.First(hash); !_slots.IsEmpty(slot); slot = _slots.Next(slot))
        {
            if (_slots.MayBe(slot, hash, out id) && this[id].SequenceEqual(content))
                return true;
        }
        id = 0;
        return false;
    }

    /// <summary>The number of a content, which is added if it is not there.</summary>
    public uint Add(ReadOnlySpan<byte> content)
    {
        var hash = Hash(content);
        if (TryFind(content, hash, out var id))
            return id;
        if (_slots.IsFull(Count))
            _slots.Grow(Count, known => Hash(this[known]));
        if (_used + content.Length > _chunks[^1].Length)
        {
            // A search for one finding is over after some thousands of states; a proof goes on for millions.
            _chunks.Add(new byte[Math.Max(content.Length, Math.Min(2 * _chunks[^1].Length, MostChunkBytes))]);
            _chunkBytes += _chunks[^1].Length;
            _used = 0;
        }
        content.CopyTo(_chunks[^1].AsSpan(_used));
        id = Count;
        _places.Add((_chunks.Count - 1, _used, content.Length));
        _used += content.Length;
        _slots.Add(hash, id);
        return id;
    }

    /// <summary>Writes all contents.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        for (uint id = 0; id < Count; id++)
        {
            writer.Write7BitEncodedInt(this[id].Length);
            writer.Write(this[id]);
        }
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="InvalidDataException">A content is longer than what is left, or there twice.</exception>
    public static SectionTable Read(BinaryReader reader)
    {
        var table = new SectionTable();
        var count = reader.ReadUInt32();
        for (uint id = 0; id < count; id++)
        {
            var length = reader.Read7BitEncodedInt();
            if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position)
                throw new InvalidDataException("has a content that is longer than the file");
            if (table.Add(reader.ReadBytes(length)) != id)
                throw new InvalidDataException("has a content twice");
        }
        return table;
    }
}
