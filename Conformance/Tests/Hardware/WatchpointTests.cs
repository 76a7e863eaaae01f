using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class WatchpointTests
{
    private static readonly ulong Cell = GuestLayout.Cell(1);

    private static Bench Enabled(bool locked = false)
    {
        var bench = new Bench(locked: locked);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE);
        return bench;
    }

    private static bool Hit(Bench bench, Instruction access) => bench.AtEl0(access).Event.Esr >> 26 == 0x34;

    [Fact]
    public void DBG_3_a_store_has_not_taken_effect()
    {
        var bench = Enabled();
        bench.Watchpoint(3, Cell);
        var taken = bench.AtEl1(Str(Cell)).Took(0x35, 0x62, 0);
        Assert.Equal(Cell, taken.Far);
        Assert.Equal(0UL, bench.Pe.Cells[1]);
    }

    [Fact]
    public void DBG_3_a_load_leaves_no_value_and_WnR_is_0()
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell);
        bench.AtEl0(Ldr(Cell)).Took(0x34, 0x22, 0);
        Assert.Equal(0, bench.Observed.ValuesPresent);
        bench.AtEl0(Ldxr(Cell)).Took(0x34, 0x22, 0);
    }

    [Fact]
    public void DBG_3_a_watchpoint_that_is_not_enabled_is_not_hit_and_two_on_one_byte_are_one_hit()
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell);
        bench.Watchpoint(1, Cell);
        Assert.True(Hit(bench, Ldr(Cell)));
        bench.Set(RegisterId.DBGWCRn_EL1, 0x1FFE, 0);
        bench.Set(RegisterId.DBGWCRn_EL1, 0x1FFE, 1);
        Assert.False(Hit(bench, Ldr(Cell)));
    }

    [Fact]
    public void OSL_6_the_lock_blocks_watchpoints()
    {
        var bench = Enabled(locked: true);
        bench.Watchpoint(0, Cell);
        bench.AtEl0(Str(Cell)).Terminated(1);
        bench.AtEl1(Str(Cell)).Terminated(1);
    }

    [Theory]
    [InlineData(0u, false, false)]
    [InlineData(1u, true, false)]
    [InlineData(2u, false, true)]
    [InlineData(3u, true, true)]
    public void DBG_3_LSC_selects_loads_and_stores(uint lsc, bool loads, bool stores)
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell, lsc: lsc);
        Assert.Equal(loads, Hit(bench, Ldr(Cell)));
        Assert.Equal(loads, Hit(bench, Ldxr(Cell)));
        Assert.Equal(stores, Hit(bench, Str(Cell)));
    }

    [Theory]
    [InlineData(0u, false, false)]
    [InlineData(1u, true, false)]
    [InlineData(2u, false, true)]
    [InlineData(3u, true, true)]
    public void DBG_4_PAC_selects_the_Exception_levels(uint pac, bool el1, bool el0)
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell, pac: pac);
        Assert.Equal(el1, bench.AtEl1(Ldr(Cell)).Event.Esr >> 26 == 0x35);
        Assert.Equal(el0, Hit(bench, Ldr(Cell)));
    }

    [Theory]
    [InlineData(0x0Fu, 0, 3, true)]
    [InlineData(0x0Fu, 4, 2, false)]
    [InlineData(0xF0u, 0, 3, true)]
    [InlineData(0xF0u, 0, 2, false)]
    [InlineData(0x08u, 2, 1, true)]
    [InlineData(0x08u, 2, 0, false)]
    [InlineData(0x00u, 0, 3, false)]
    public void DBG_3_BAS_selects_bytes(uint bas, int offset, int sizeLog2, bool hit)
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell, bas: bas);
        Assert.Equal(hit, Hit(bench, Ldr(Cell + (ulong)offset, sizeLog2)));
        Assert.False(Hit(bench, Ldr(GuestLayout.Cell(2) + (ulong)offset, sizeLog2)));
    }

    [Theory]
    [InlineData(0xF1u, 4, true)]
    [InlineData(0xF1u, 0, false)]
    [InlineData(0xF0u, 4, false)]
    public void DBG_3_with_DBGWVR_bit_2_BAS_has_four_bits_of_the_upper_word(uint bas, int offset, bool hit)
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell + 4, bas: bas);
        Assert.Equal(hit, Hit(bench, Ldr(Cell + (ulong)offset, 0)));
    }

    [Fact]
    public void DBG_3_FAR_is_the_lowest_watched_byte_accessed()
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell, bas: 0xC0);
        bench.Watchpoint(1, Cell, bas: 0x20);
        Assert.Equal(Cell + 5, bench.AtEl0(Ldr(Cell)).Event.Far);
    }

    [Theory]
    [InlineData(3u, 1, true)]
    [InlineData(3u, 2, false)]
    [InlineData(6u, 1, true)]
    [InlineData(6u, 2, false)]
    [InlineData(7u, 0, true)]
    [InlineData(7u, 2, false)]
    [InlineData(8u, 3, true)]
    [InlineData(31u, 3, true)]
    [InlineData(1u, 1, false)]
    [InlineData(2u, 1, false)]
    public void DBG_3_MASK_widens_the_range(uint mask, int cell, bool hit)
    {
        var bench = Enabled();
        bench.Watchpoint(0, Cell & ~((1UL << (int)mask) - 1), mask: mask);
        Assert.Equal(hit, Hit(bench, Ldr(GuestLayout.Cell(cell) + 1, 0)));
    }

    [Theory]
    [InlineData(7u, true)]
    [InlineData(8u, false)]
    public void DBG_5_a_linked_watchpoint_needs_its_context(uint context, bool hit)
    {
        var bench = Enabled();
        bench.Set(RegisterId.CONTEXTIDR_EL1, 7);
        bench.Watchpoint(0, Cell, wt: 1, lbn: 5);
        bench.Breakpoint(5, context, bt: 3);
        Assert.Equal(hit, Hit(bench, Ldr(Cell)));
    }
}
