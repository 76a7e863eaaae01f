using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class BreakpointTests
{
    private static Bench Enabled(bool locked = false)
    {
        var bench = new Bench(locked: locked);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE);
        return bench;
    }

    [Fact]
    public void DBG_2_a_breakpoint_is_taken_before_its_instruction()
    {
        var bench = Enabled();
        bench.Breakpoint(5, Pc(1));
        bench.AtEl1(Nop, Msr(RegisterId.CONTEXTIDR_EL1, 9)).Took(Same, 0x22, 1);
        Assert.Equal(0u, bench.Pe.CONTEXTIDR_EL1);
        bench.AtEl0(Nop, Nop).Took(Lower, 0x22, 1);
    }

    [Fact]
    public void DBG_2_a_breakpoint_that_is_not_enabled_is_not_taken()
    {
        var bench = Enabled();
        bench.Breakpoint(5, Pc(1));
        bench.Set(RegisterId.DBGBCRn_EL1, 0x1E6, 5);
        bench.AtEl1(Nop, Nop).Terminated(2);
    }

    [Fact]
    public void DBG_2_the_sign_extension_above_VA_48_does_not_count()
    {
        var bench = Enabled();
        bench.Breakpoint(0, Pc(0) | (0x7FFFUL << 49));
        bench.AtEl1(Nop).Took(Same, 0x22, 0);
    }

    [Theory]
    [InlineData(false, false, EntryMode.EL1h, false)]
    [InlineData(true, false, EntryMode.EL1h, true)]
    [InlineData(true, true, EntryMode.EL1h, false)]
    [InlineData(true, false, EntryMode.EL1t, true)]
    [InlineData(false, false, EntryMode.EL0t, true)]
    [InlineData(false, true, EntryMode.EL0t, true)]
    [InlineData(true, true, EntryMode.EL0t, true)]
    public void DBG_1_EL1_needs_KDE_and_D_clear_EL0_needs_nothing(bool kde, bool d, EntryMode mode, bool taken)
    {
        var bench = new Bench();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | (kde ? MDSCR_EL1.KDE : 0));
        bench.Breakpoint(0, Pc(0));
        bench.Run(mode, d, false, Nop);
        Assert.Equal(taken ? 0x30u : 0x14u, (bench.Event.Esr >> 26) & ~1u);
    }

    [Fact]
    public void DBG_1_MDE_is_needed_at_EL0_too()
    {
        var bench = new Bench();
        bench.Breakpoint(0, Pc(0));
        bench.AtEl0(Nop).Terminated(1);
    }

    [Fact]
    public void OSL_6_the_lock_blocks_breakpoints_at_any_EL()
    {
        var bench = Enabled(locked: true);
        bench.Breakpoint(0, Pc(0));
        bench.AtEl1(Nop).Terminated(1);
        bench.AtEl0(Nop).Terminated(1);
    }

    [Fact]
    public void OSL_11_unlocking_lets_a_breakpoint_through_again()
    {
        var bench = Enabled(locked: true);
        bench.Breakpoint(0, Pc(2));
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 0), Isb, Nop).Took(Same, 0x22, 2);
    }

    [Theory]
    [InlineData(0u, false, false)]
    [InlineData(1u, true, false)]
    [InlineData(2u, false, true)]
    [InlineData(3u, true, true)]
    public void DBG_4_PMC_selects_the_Exception_levels(uint pmc, bool el1, bool el0)
    {
        var bench = Enabled();
        bench.Breakpoint(0, Pc(0), pmc: pmc);
        Assert.Equal(el1, bench.AtEl1(Nop).Event.Esr >> 26 == Same);
        Assert.Equal(el0, bench.AtEl0(Nop).Event.Esr >> 26 == Lower);
    }

    [Theory]
    [InlineData(1u << 13)]
    [InlineData(1u << 14)]
    [InlineData(2u << 14)]
    public void DBG_4_HMC_and_SSC_other_than_0_match_nothing_here(uint field)
    {
        var bench = Enabled();
        bench.Set(RegisterId.DBGBVRn_EL1, Pc(0));
        bench.Set(RegisterId.DBGBCRn_EL1, 0x1E7 | field);
        bench.AtEl1(Nop).Terminated(1);
    }

    [Theory]
    [InlineData(7u, true)]
    [InlineData(8u, false)]
    public void DBG_5_a_linked_breakpoint_needs_its_context(uint context, bool taken)
    {
        var bench = Enabled();
        bench.Set(RegisterId.CONTEXTIDR_EL1, 7);
        bench.Breakpoint(0, Pc(0), bt: 1, lbn: 4);
        bench.Breakpoint(4, context | (0xFFUL << 32), bt: 3, pmc: 0);
        Assert.Equal(taken, bench.AtEl1(Nop).Event.Esr >> 26 == Same);
    }

    [Theory]
    [InlineData(3u, 3u)]
    [InlineData(4u, 2u)]
    [InlineData(4u, 0u)]
    [InlineData(5u, 3u)]
    [InlineData(15u, 3u)]
    public void DBG_5_LBN_must_name_an_enabled_context_aware_breakpoint_of_the_linking_type(uint lbn, uint bt)
    {
        var bench = Enabled();
        bench.Set(RegisterId.CONTEXTIDR_EL1, 0x7000);
        bench.Breakpoint(0, Pc(0), bt: 1, lbn: lbn);
        bench.Breakpoint(lbn == 3 ? 3 : 4, bt == 2 ? 0x7001UL : 0x7000UL, bt: bt);
        bench.AtEl1(Nop).Terminated(1);
    }

    [Fact]
    public void DBG_5_a_linked_context_breakpoint_that_is_not_enabled_links_nothing()
    {
        var bench = Enabled();
        bench.Breakpoint(0, Pc(0), bt: 1, lbn: 4);
        bench.Set(RegisterId.DBGBCRn_EL1, (3u << 20) | (0xFu << 5), 4);
        bench.AtEl1(Nop).Terminated(1);
        bench.Set(RegisterId.DBGBCRn_EL1, (3u << 20) | (0xFu << 5) | 1, 4);
        bench.AtEl1(Nop).Took(Same, 0x22, 0);
    }

    [Fact]
    public void DBG_5_a_context_breakpoint_generates_at_every_instruction()
    {
        var bench = Enabled();
        bench.Breakpoint(5, 7, bt: 2);
        bench.AtEl1(Msr(RegisterId.CONTEXTIDR_EL1, 7), Isb, Nop).Took(Same, 0x22, 1);
        bench.AtEl0(Nop).Took(Lower, 0x22, 0);
    }

    [Fact]
    public void DBG_5_a_linked_context_breakpoint_alone_generates_nothing()
    {
        var bench = Enabled();
        bench.Breakpoint(5, 0, bt: 3);
        bench.AtEl1(Nop).Terminated(1);
    }

    [Fact]
    public void DBG_5_without_context_awareness_BT_has_one_bit()
    {
        var bench = Enabled();
        bench.Breakpoint(0, Pc(0), bt: 2);
        bench.AtEl1(Nop).Took(Same, 0x22, 0);
        bench.Pe.DBGBCR[0] |= 0xEu << 20;
        bench.AtEl1(Nop).Took(Same, 0x22, 0);
    }

    [Fact]
    public void DBG_7_a_breakpoint_comes_before_Illegal_Execution_state_and_that_before_the_instruction()
    {
        var bench = Enabled();
        bench.Breakpoint(0, Pc(0));
        var taken = bench.Run(Block(EntryMode.EL0t, false, false, true, 0, [Brk(1)])).Took(Lower, 0x22, 0);
        Assert.Equal(SPSR_EL1.IL, taken.Spsr);
        bench.Set(RegisterId.DBGBCRn_EL1, 0);
        bench.Run(Block(EntryMode.EL0t, false, false, true, 0, [Brk(1)])).Took(0x0E, 0, 0);
    }
}
