using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Reference;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// Several states of the model that explain what was observed, as bytes: the sections of one of them, and behind those, in the last section, the
/// others one after the other. Of those that <see cref="ModelState"/> does not tell apart there is one.
/// </summary>
/// <param name="withCauses">Whether what a report would name tells states apart. Then they are in the order in which a check has them, since a divergence is
/// named after the first one. Otherwise only which they are counts, and they are sorted by their bytes.</param>
internal sealed class ModelStates(bool withCauses)
{
    private const int MostBytesOfOne = 1 << 13;

    private readonly List<Packed> _packed = [];
    private readonly byte[] _bytes = new byte[MostBytesOfOne];
    private readonly int[] _ends = new int[ModelState.Sections];

    /// <summary>Takes the states.</summary>
    /// <param name="first">The first one; it is not changed.</param>
    /// <param name="others">The others, in their order.</param>
    /// <param name="buffer">Where they go: the sections of the model.</param>
    /// <returns>Their bytes.</returns>
    public int Save(ref MachineState first, ReadOnlySpan<MachineState> others, StateBuffer buffer)
    {
        _packed.Clear();
        AddOnce(ref first);
        foreach (var other in others)
        {
            var state = other;
            AddOnce(ref state);
        }
        if (!withCauses)
            _packed.Sort(static (one, other) => one.Bytes.AsSpan().SequenceCompareTo(other.Bytes));
        var (bytes, ends) = (_packed[0].Bytes, _packed[0].Ends);
        var end = 0;
        for (var section = 0; section < ModelState.Sections; section++)
        {
            buffer.Set(section, bytes.AsSpan(end..ends[section]));
            end = ends[section];
        }
        for (var i = 1; i < _packed.Count; i++)
            end = buffer.Append(ModelState.Sections - 1, _packed[i].Bytes);
        return end;
    }

    /// <summary>Puts back the others, after the first one was read.</summary>
    public void LoadRest(ref StateReader reader, AlternativeStates others)
    {
        others.Clear();
        while (!reader.IsAtEnd)
        {
            var state = default(MachineState);
            ModelState.Load(ref state, withCauses, ref reader);
            others.Add(state);
        }
    }

    private void AddOnce(ref MachineState state)
    {
        var writer = new StateWriter(_bytes, _ends);
        ModelState.Save(ref state, withCauses, ref writer);
        var bytes = _bytes.AsSpan(0, writer.Length);
        foreach (var known in _packed)
        {
            if (bytes.SequenceEqual(known.Bytes))
                return;
        }
        _packed.Add(new Packed(bytes.ToArray(), [.. _ends]));
    }

    /// <summary>A state.</summary>
    /// <param name="Bytes">Its bytes.</param>
    /// <param name="Ends">The ends of its sections.</param>
    private readonly record struct Packed(byte[] Bytes, int[] Ends);
}
