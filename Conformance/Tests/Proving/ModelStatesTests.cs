using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Proving;

/// <summary>The bytes of several states of the model.</summary>
public sealed class ModelStatesTests
{
    [Fact]
    public void The_same_set_has_the_same_bytes_whichever_is_the_first()
    {
        var bytes = Save(withCauses: false, State(1), State(2), State(3));
        Assert.Equal(bytes, Save(withCauses: false, State(3), State(1), State(2)));
        Assert.Equal(bytes, Save(withCauses: false, State(2), State(3), State(1), State(3)));
        Assert.NotEqual(bytes, Save(withCauses: false, State(1), State(2)));
        Assert.NotEqual(bytes, Save(withCauses: false, State(1), State(2), State(4)));
    }

    [Fact]
    public void With_causes_the_order_is_part_of_the_state()
    {
        var bytes = Save(withCauses: true, State(1), State(2), State(3));
        Assert.NotEqual(bytes, Save(withCauses: true, State(2), State(1), State(3)));
        Assert.NotEqual(bytes, Save(withCauses: true, State(1), State(3), State(2)));
        Assert.Equal(bytes, Save(withCauses: true, State(1), State(2), State(3), State(1)));
    }

    [Fact]
    public void What_differs_in_UNKNOWN_bits_alone_is_one_state()
    {
        var one = State(1);
        one.First.OseccrUnknown = true;
        var other = one;
        other.First.Oseccr ^= 1;
        Assert.Equal(Save(withCauses: false, one), Save(withCauses: false, one, other));
        Assert.Equal(Save(withCauses: true, one), Save(withCauses: true, one, other));
    }

    /// <summary>As many as don't fit into the room that a buffer has at first.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    public void States_come_back(int count)
    {
        MachineState[] states = [.. Enumerable.Range(1, count).Select(static i => State((uint)i))];
        var bytes = Save(withCauses: true, states);
        var reader = new StateReader(bytes);
        MachineState first = default;
        ModelState.Load(ref first, withCauses: true, ref reader);
        var others = new AlternativeStates();
        others.Add(State(7));
        new ModelStates(withCauses: true).LoadRest(ref reader, others);
        Assert.Equal(count == 1, others.IsEmpty);
        Assert.Equal(bytes, Save(withCauses: true, [first, .. others.States]));
    }

    [Fact]
    public void A_table_keeps_a_section_that_is_longer_than_its_pieces()
    {
        var table = new SectionTable();
        var content = new byte[1 << 17];
        content[^1] = 1;
        Assert.Equal(0u, table.Add([1, 2, 3]));
        Assert.Equal(1u, table.Add(content));
        using var stream = new MemoryStream();
        table.Write(new BinaryWriter(stream));
        stream.Position = 0;
        Assert.True(SectionTable.Read(new BinaryReader(stream))[1].SequenceEqual(content));
    }

    private static MachineState State(uint mdccint)
    {
        new ReferenceModel(PeConfiguration.Default).Initial(out var state);
        state.First.Mdccint = mdccint;
        return state;
    }

    private static byte[] Save(bool withCauses, params MachineState[] states)
    {
        var buffer = new StateBuffer(ModelState.Sections);
        var first = states[0];
        var length = new ModelStates(withCauses).Save(ref first, states.AsSpan(1), buffer);
        var bytes = buffer[0, ModelState.Sections - 1].ToArray();
        Assert.Equal(length, bytes.Length);
        return bytes;
    }
}
