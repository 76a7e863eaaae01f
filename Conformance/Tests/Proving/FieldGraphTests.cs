using System.Runtime.CompilerServices;
using OsLockConformance.Implementation;
using Xunit;

namespace OsLockConformance.Tests.Proving;

public sealed class FieldGraphTests
{
    [Fact]
    public void What_is_not_looked_into_is_known()
    {
        // A view refers to arrays of its owner, and machines of other configurations than the present one are not used.
        string[] known = ["DebugRegisterView", "Dictionary`2", "PeConfiguration", "String"];
        foreach (var name in TargetCatalogue.Names)
        {
            Assert.True(TargetCatalogue.TryCreate(name, out var target));
            Assert.Empty(new FieldGraph(target).Opaque.Except(known));
        }
    }

    /// <summary>Elements of arrays are fields too, be they within a value, values themselves, or within another object.</summary>
    [Fact]
    public void Every_element_can_be_read_and_written()
    {
        var holder = new Holder();
        var leaves = new FieldGraph(holder).Leaves;
        Assert.Equal(
            ["Holder.Inline[0].Number", "Holder.Inline[0].Truth", "Holder.Inline[1].Number", "Holder.Inline[1].Truth", "Holder.Values[0].Number", "Holder.Values[0].Truth"],
            leaves.Select(static leaf => leaf.Path.Replace("<", "", StringComparison.Ordinal).Replace(">k__BackingField", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        for (var i = 0; i < leaves.Count; i++)
        {
            var before = leaves.ConvertAll(static leaf => leaf.Get());
            before[i] = FieldGraph.Leaf.Mutants(before[i]).First();
            leaves[i].Set(before[i]);
            Assert.Equal(before, leaves.ConvertAll(static leaf => leaf.Get()));
        }
        Assert.Equal((1u, true), (holder.Inline[1].Number, holder.Inline[1].Truth));
        Assert.Equal((1u, true), (holder.Values[0].Number, holder.Values[0].Truth));
    }

    private record struct Pair(uint Number, bool Truth);

    [InlineArray(2)]
    private struct Two
    {
        private Pair _first;
    }

    private sealed class Holder
    {
        public readonly Pair[] Values = new Pair[1];
        public Two Inline;

        public Holder() => Inline[0] = new Pair(2, false);
    }
}
