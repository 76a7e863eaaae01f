using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>DBG-3: watchpoints.</summary>
public sealed class WatchpointRuleTests
{
    private static Probe Watching(uint control, ulong value) => new Probe().Set(RegisterId.MDSCR_EL1, MDE | KDE).Watchpoint(value, control);

    private static Instruction Load(ulong address, int size) => new(Opcode.LDR, Index: (byte)int.Log2(size), Value: address);

    [Theory]
    [InlineData(0, 0xD000_0000u)]
    [InlineData(1, 0xD400_0000u)]
    public void DBG_3_the_syndrome_says_the_Exception_level_and_the_direction(int el, uint ec)
    {
        const uint Compared = 0xFC00_0000 | 1 << 25 | 1 << 6 | 0x3F;
        foreach (var (access, wnr) in ((Instruction, uint)[])[(Ldr, 0), (Str, 1 << 6), (new Instruction(Opcode.LDXR, Index: 3, Value: Cell), 0)])
        {
            var taken = Watching(Wcr(), Cell).Takes(At(el, Nop, access));
            Assert.Equal((ec | 1 << 25 | wnr | 0x22, Compared, C + 4), (taken.Esr, taken.EsrMask, taken.Elr));
        }
    }

    [Fact]
    public void DBG_3_the_access_has_not_taken_effect()
    {
        var probe = Watching(Wcr(), Cell);
        probe.Do(At(1, Str));
        Assert.Equal(MaskedValue.Exactly(0), probe.Do(El1(Ldr)).Values[0]);
        Assert.Equal(0, probe.Do(At(1, Ldr)).ValuesPresent);
    }

    [Theory]
    [InlineData(0u, false, false)]
    [InlineData(1u, true, false)]
    [InlineData(2u, false, true)]
    [InlineData(3u, true, true)]
    public void DBG_3_LSC_selects_loads_and_stores(uint lsc, bool load, bool store)
    {
        Assert.Equal(load ? "35 C+0" : "15 C+8", Watching(Wcr(lsc: lsc), Cell).Shows(At(1, Ldr)));
        Assert.Equal(load ? "35 C+0" : "15 C+8", Watching(Wcr(lsc: lsc), Cell).Shows(At(1, new Instruction(Opcode.LDXR, Index: 3, Value: Cell))));
        Assert.Equal(store ? "35 C+0" : "15 C+8", Watching(Wcr(lsc: lsc), Cell).Shows(At(1, Str)));
    }

    [Theory]
    [InlineData(0, 0xFFu, 0, 1, true)]
    [InlineData(0, 0xFFu, 7, 1, true)]
    [InlineData(0, 0x01u, 0, 1, true)]
    [InlineData(0, 0x01u, 1, 1, false)]
    [InlineData(0, 0x80u, 4, 4, true)]
    [InlineData(0, 0x80u, 0, 4, false)]
    [InlineData(0, 0x18u, 0, 8, true)]
    [InlineData(0, 0x18u, 2, 2, true)]
    [InlineData(0, 0x18u, 6, 2, false)]
    [InlineData(0, 0x00u, 0, 8, false)]
    [InlineData(4, 0x0Fu, 4, 1, true)]
    [InlineData(4, 0x0Fu, 0, 4, false)]
    [InlineData(4, 0x02u, 5, 1, true)]
    [InlineData(4, 0x02u, 4, 1, false)]
    [InlineData(4, 0xF0u, 4, 4, false)]
    [InlineData(4, 0x81u, 4, 1, true)]
    public void DBG_3_a_byte_accessed_must_be_selected_by_DBGWVR_and_BAS(int value, uint bas, int offset, int size, bool matches)
    {
        var probe = Watching(Wcr(bas: bas), Cell + (ulong)value);
        Assert.Equal(matches ? "35 C+0" : "15 C+8", probe.Shows(At(1, Load(Cell + (ulong)offset, size))));
    }

    [Theory]
    [InlineData(0xFFu)]
    [InlineData(0x0Fu)]
    [InlineData(0x05u)]
    public void DBG_3_with_bit_2_of_DBGWVR_set_nothing_beyond_the_word_is_watched(uint bas) =>
        Assert.Equal(Possibility.No, Watchpoints.BytesMatch(Cell + 4, Wcr(bas: bas), Cell + 8, 4, out _));

    [Theory]
    [InlineData(0xFFu)]
    [InlineData(0x81u)]
    public void DBG_3_nothing_beyond_the_doubleword_is_watched_whatever_BAS_selects(uint bas)
    {
        foreach (var (address, size) in ((ulong, int)[])[(Cell - 1, 1), (Cell - 8, 8), (Cell + 8, 1), (Cell + 9, 1), (Cell + 8, 8)])
            Assert.Equal(Possibility.No, Watchpoints.BytesMatch(Cell, Wcr(bas: bas), address, size, out _));
    }

    [Fact]
    public void DBG_3_an_address_with_all_high_bits_set_is_sign_extended()
    {
        const ulong Kernel = 0xFFFF_FFFF_8000_0000;
        Assert.Equal(Possibility.Yes, Watchpoints.BytesMatch(Kernel, Wcr(), Kernel + 7, 1, out _));
        Assert.Equal(Possibility.Yes, Watchpoints.BytesMatch(Kernel, Wcr(mask: 8), Kernel + 0xFF, 1, out _));
    }

    [Theory]
    [InlineData(0UL, 8, Possibility.Either)]
    [InlineData(7UL, 1, Possibility.Either)]
    [InlineData(8UL, 1, Possibility.No)]
    [InlineData(0x1000UL, 8, Possibility.No)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFUL, 1, Possibility.No)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFUL, 2, Possibility.Either)]
    [InlineData(0xFFFF_FFFF_FFFF_F000UL, 8, Possibility.No)]
    public void DBG_3_a_DBGWVR_that_is_not_sign_extended_may_match_where_its_bits_48_to_2_do(ulong distance, int size, Possibility expected)
    {
        foreach (var high in (ulong[])[1UL << 49, 1UL << 63, 1UL << 48 | 1UL << 50])
        {
            var value = Cell | high;
            Assert.Equal(expected, Watchpoints.BytesMatch(value, Wcr(), (value & 0x1_FFFF_FFFF_FFFF) + distance, size, out _));
        }
    }

    [Theory]
    [InlineData(6, 0UL, true)]
    [InlineData(3, 0UL, true)]
    [InlineData(6, 0x40UL, false)]
    [InlineData(12, 0x1000UL, false)]
    public void DBG_3_MASK_watches_a_range(int mask, ulong distance, bool matches)
    {
        var cell = GuestLayout.Cell(0) & ~((1UL << mask) - 1);
        Assert.Equal(matches ? "35 C+0" : "15 C+8", Watching(Wcr(mask: (uint)mask), cell + distance).Shows(At(1, Ldr)));
    }

    [Fact]
    public void DBG_3_a_range_of_256_bytes_watches_every_cell_in_it()
    {
        for (var cell = 0; cell < GuestLayout.CellCount; cell++)
            Assert.Equal("35 C+0", Watching(Wcr(mask: 8), GuestLayout.Cell(0) & ~0xFFUL).Shows(At(1, Load(GuestLayout.Cell(cell), 1))));
    }

    [Theory]
    [InlineData(0UL, 1, 0UL, Possibility.Yes)]
    [InlineData(0x38UL, 8, 0x3FUL, Possibility.Yes)]
    [InlineData(0x3FUL, 1, 0x3FUL, Possibility.Yes)]
    [InlineData(0x3CUL, 8, 0x3FUL, Possibility.Yes)]
    [InlineData(0x40UL, 1, 0x40UL, Possibility.No)]
    public void DBG_3_the_highest_address_watched_is_not_beyond_the_range(ulong distance, int size, ulong highest, Possibility expected)
    {
        var range = Cell & ~0x3FUL;
        Assert.Equal(expected, Watchpoints.BytesMatch(range, Wcr(mask: 6), range + distance, size, out var highestWatched));
        Assert.Equal(range + highest, highestWatched);
    }

    [Theory]
    [InlineData(0u, 0x05u)]
    [InlineData(1u, 0xFFu)]
    [InlineData(2u, 0xFFu)]
    [InlineData(3u, 0x0Fu)]
    public void DBG_3_reserved_combinations_may_or_may_not_match(uint mask, uint bas) =>
        Assert.Equal(["15 C+8", "35 C+0"], Watching(Wcr(mask: mask, bas: bas), Cell).Allows(At(1, Ldr)));

    [Fact]
    public void DBG_3_a_watchpoint_needs_E() => Assert.Equal("15 C+8", Watching(Wcr() & ~1u, Cell).Shows(At(1, Ldr)));

    [Theory]
    [InlineData(0xFFu, 0, 8, 0, 7)]
    [InlineData(0x04u, 0, 8, 0, 2)]
    [InlineData(0x0Fu, 2, 2, 2, 3)]
    [InlineData(0xFFu, 4, 4, 4, 7)]
    public void DBG_3_FAR_is_from_the_lowest_address_accessed_to_the_highest_watched(uint bas, int offset, int size, int low, int high)
    {
        var taken = Watching(Wcr(bas: bas), Cell).Takes(At(1, Load(Cell + (ulong)offset, size)));
        Assert.Equal((Cell + (ulong)low, Cell + (ulong)high), (taken.FarLow, taken.FarHigh));
    }
}
