using OsLockConformance.Model.Exploration;
using Xunit;

namespace OsLockConformance.Tests.Model;

/// <summary>The bytes of a state: what <see cref="StateWriter"/> writes, <see cref="StateReader"/> reads.</summary>
public sealed class StateFormTests
{
    private const int Start = 3;

    private struct Fields
    {
        public byte Byte;
        public uint Word;
        public ulong Long;
        public bool Yes;
        public bool No;
        public uint[] Words;
        public ulong[] Longs;
        public ulong[] None;
    }

    private static Fields Some() => new()
    {
        Byte = 0xA5,
        Word = 0xDEAD_BEEF,
        Long = 0x0123_4567_89AB_CDEF,
        Yes = true,
        Words = [0, 7, 0, 0xFFFF_FFFF],
        Longs = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ulong.MaxValue],
        None = [0, 0],
    };

    private static void Visit<TVisitor>(ref TVisitor visitor, ref Fields fields)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        visitor.Visit(ref fields.Byte);
        visitor.Visit(ref fields.Word);
        visitor.EndSection();
        visitor.Visit(ref fields.Long);
        visitor.Visit(ref fields.Yes);
        visitor.Visit(ref fields.No);
        visitor.EndSection();
        visitor.Visit(fields.Words.AsSpan());
        visitor.Visit(fields.Longs.AsSpan());
        visitor.Visit(fields.None.AsSpan());
        visitor.EndSection();
    }

    private static void VisitIf<TVisitor>(ref TVisitor visitor, bool isLive, ref Fields fields)
        where TVisitor : struct, IStateVisitor, allows ref struct
    {
        StateVisits.VisitIf(ref visitor, isLive, ref fields.Word);
        StateVisits.VisitIf(ref visitor, isLive, ref fields.Long);
        StateVisits.VisitIf(ref visitor, isLive, ref fields.Yes);
        StateVisits.VisitIf(ref visitor, isLive, fields.Longs.AsSpan());
    }

    [Fact]
    public void Fields_come_back_as_they_were()
    {
        var fields = Some();
        var buffer = new byte[100];
        var ends = new int[3];
        var writer = new StateWriter(buffer, ends, Start);
        Assert.False(writer.Loads);
        Visit(ref writer, ref fields);
        // Of a span of registers, two bytes that say which are not zero, and those.
        Assert.Equal([Start + 5, Start + 15, Start + 15 + 2 + (2 * 4) + 2 + (2 * 8) + 2], ends);
        Assert.Equal(ends[2], writer.Length);
        Assert.Equal([0, 0, 0], buffer[..Start]);
        Assert.All(buffer[writer.Length..], static one => Assert.Equal(0, one));

        var back = new Fields { No = true, Words = [1, 2, 3, 4], Longs = [.. Enumerable.Repeat(9UL, 16)], None = [3, 3] };
        var reader = new StateReader(buffer.AsSpan()[Start..writer.Length]);
        Assert.True(reader.Loads);
        Assert.False(reader.IsAtEnd);
        Visit(ref reader, ref back);
        Assert.True(reader.IsAtEnd);
        Assert.Equivalent(fields, back, strict: true);
        Assert.Equal((fields.Byte, fields.Word, fields.Long, fields.Yes, fields.No), (back.Byte, back.Word, back.Long, back.Yes, back.No));
    }

    [Fact]
    public void The_bytes_do_not_depend_on_what_the_buffer_held()
    {
        var fields = Some();
        byte[] clean = new byte[100], used = [.. Enumerable.Repeat((byte)0xFF, 100)];
        var first = new StateWriter(clean, new int[3]);
        Visit(ref first, ref fields);
        var second = new StateWriter(used, new int[3]);
        Visit(ref second, ref fields);
        Assert.Equal(clean[..first.Length], used[..second.Length]);
    }

    [Fact]
    public void A_field_that_nothing_can_observe_is_not_written_and_comes_back_as_zero()
    {
        var fields = Some();
        var buffer = new byte[100];
        var writer = new StateWriter(buffer, new int[1]);
        VisitIf(ref writer, isLive: false, ref fields);
        Assert.Equal(0, writer.Length);
        Assert.Equal((Some().Word, Some().Long, Some().Yes), (fields.Word, fields.Long, fields.Yes));
        Assert.Equal(Some().Longs, fields.Longs);

        var reader = new StateReader([]);
        VisitIf(ref reader, isLive: false, ref fields);
        Assert.Equal((0U, 0UL, false), (fields.Word, fields.Long, fields.Yes));
        Assert.All(fields.Longs, static one => Assert.Equal(0UL, one));
    }

    [Fact]
    public void A_field_that_can_be_observed_is_written_and_comes_back()
    {
        var fields = Some();
        var buffer = new byte[100];
        var writer = new StateWriter(buffer, new int[1]);
        VisitIf(ref writer, isLive: true, ref fields);
        Assert.Equal(4 + 8 + 1 + 2 + (2 * 8), writer.Length);
        var back = new Fields { Longs = new ulong[16] };
        var reader = new StateReader(buffer.AsSpan()[..writer.Length]);
        VisitIf(ref reader, isLive: true, ref back);
        Assert.Equal((fields.Word, fields.Long, fields.Yes), (back.Word, back.Long, back.Yes));
        Assert.Equal(fields.Longs, back.Longs);
    }
}
