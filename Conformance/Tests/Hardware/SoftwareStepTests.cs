using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class SoftwareStepTests
{
    private const uint Isv = 1u << 24, Ex = 1u << 6, Fsc = 0x22;

    private static Bench Stepping(bool kde = true, bool locked = false)
    {
        var bench = new Bench(locked: locked);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | (kde ? MDSCR_EL1.KDE : 0));
        return bench;
    }

    [Fact]
    public void SST_1_active_pending_at_entry_is_taken_before_the_first_instruction_without_ISV()
    {
        Stepping().Run(EntryMode.EL1h, false, false, Nop).Took(0x33, Fsc, 0);
        Stepping().Run(EntryMode.EL0t, true, false, Nop).Took(0x32, Fsc, 0);
    }

    [Fact]
    public void SST_1_a_stepped_instruction_gives_ISV()
    {
        var taken = Stepping().Run(EntryMode.EL1h, false, true, Nop, Nop).Took(0x33, Isv | Fsc, 1);
        Assert.Equal(0u, taken.Spsr & SPSR_EL1.SS);
        Stepping(kde: false).Run(EntryMode.EL0t, true, true, Nop, Nop).Took(0x32, Isv | Fsc, 1);
    }

    [Fact]
    public void SST_1_a_stepped_load_exclusive_gives_EX() =>
        Stepping().Run(EntryMode.EL0t, false, true, Ldxr(GuestLayout.Cell(0)), Nop).Took(0x32, Isv | Ex | Fsc, 1);

    [Fact]
    public void SST_1_a_step_that_DAIFClr_enables_has_no_ISV() =>
        Stepping().Run(EntryMode.EL1h, true, false, Ldxr(GuestLayout.Cell(0)), DaifClr, Nop).Took(0x33, Fsc, 2);

    [Fact]
    public void SST_1_a_step_that_MDSCR_enables_has_no_ISV() =>
        new Bench().AtEl1(Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.KDE), Isb).Took(0x33, Fsc, 1);

    [Fact]
    public void SST_2_a_stepped_SVC_advances()
    {
        var taken = Stepping().Run(EntryMode.EL0t, false, true, Svc, Nop).Took(0x15, 7, 1);
        Assert.False(Bench.Stepping(taken));
    }

    [Fact]
    public void SST_1_the_return_after_a_stepped_SVC_has_no_ISV()
    {
        var bench = Stepping();
        bench.Run(EntryMode.EL0t, false, true, Svc, Nop);
        bench.Run(Block(EntryMode.EL0t, false, Bench.Stepping(bench.Event), false, 0, [Nop])).Took(0x32, Fsc, 0);
    }

    [Fact]
    public void SST_5_while_locked_the_terminator_sees_no_SS() =>
        Assert.False(Bench.Stepping(Stepping(locked: true).Run(EntryMode.EL0t, false, true, Nop).Terminated(1)));

    [Fact]
    public void SST_1_an_ERET_right_after_a_stepped_instruction_starts_without_ISV()
    {
        var bench = Stepping();
        bench.Pe.SPSR_EL1 = SPSR_EL1.D;
        bench.Pe.ELR_EL1 = Pc(0, 1);
        Assert.Equal(PeStop.Monitor, bench.Enter(Block(EntryMode.EL1h, false, true, false, 0, [DaifSet, Eret])));
        Assert.Equal(Pc(0, 1), bench.Event.Elr);
        Assert.Equal((0x32u << 26) | ESR_ELx.IL | Fsc, bench.Event.Esr);
    }

    [Fact]
    public void SST_2_the_instruction_that_locks_advances()
    {
        var taken = Stepping().Run(EntryMode.EL1h, false, true, Msr(RegisterId.OSLAR_EL1, 1), Brk(1)).Took(0x3C, 1, 1);
        Assert.False(Bench.Stepping(taken));
    }

    [Fact]
    public void SST_2_clearing_MDSCR_SS_keeps_PSTATE_SS()
    {
        var taken = Stepping().Run(EntryMode.EL1h, false, true, Msr(RegisterId.MDSCR_EL1, 0), Brk(1)).Took(0x3C, 1, 1);
        Assert.True(Bench.Stepping(taken));
    }

    [Fact]
    public void SST_3_exceptions_of_the_instruction_do_not_advance()
    {
        Assert.True(Bench.Stepping(Stepping().Run(EntryMode.EL0t, false, true, Brk(1)).Took(0x3C, 1, 0)));
        Assert.True(Bench.Stepping(Stepping().Run(EntryMode.EL0t, false, true, Mrs(RegisterId.OSLSR_EL1)).WasUndefined(0)));
        Assert.True(Bench.Stepping(Stepping().Run(EntryMode.EL0t, false, true, DaifSet).Event));
        var bench = Stepping();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.MDE | MDSCR_EL1.TDCC);
        Assert.True(Bench.Stepping(bench.Run(EntryMode.EL0t, false, true, Mrs(RegisterId.MDCCSR_EL0)).Event));
        bench.Watchpoint(0, GuestLayout.Cell(0));
        Assert.True(Bench.Stepping(bench.Run(EntryMode.EL0t, false, true, Str(GuestLayout.Cell(0))).Took(0x34, 0x62, 0)));
        bench.Breakpoint(0, Pc(0));
        Assert.True(Bench.Stepping(bench.Run(EntryMode.EL0t, false, true, Nop).Took(Lower, 0x22, 0)));
    }

    [Theory]
    [InlineData(true, true, EntryMode.EL1h, false)]
    [InlineData(false, false, EntryMode.EL1h, false)]
    [InlineData(true, false, EntryMode.EL1h, true)]
    [InlineData(false, true, EntryMode.EL0t, true)]
    public void SST_4_ERET_takes_SS_only_if_debug_exceptions_are_enabled_at_the_destination(bool kde, bool d, EntryMode mode, bool kept)
    {
        var taken = Stepping(kde).Run(mode, d, true, Brk(0)).Event;
        Assert.Equal(kept, Bench.Stepping(taken));
    }

    [Fact]
    public void SST_4_without_MDSCR_SS_ERET_clears_SS() =>
        Assert.False(Bench.Stepping(new Bench().Run(EntryMode.EL0t, false, true, Brk(0)).Event));

    [Fact]
    public void SST_4_ERET_from_where_debug_exceptions_are_enabled_clears_SS()
    {
        // Entered active-not-pending; the stepped ERET returns to the same place with SPSR_EL1.SS = 1 but does not take it.
        var taken = Stepping().Run(EntryMode.EL1h, false, true, Eret).Took(0x33, Fsc, 0);
        Assert.False(Bench.Stepping(taken));
    }

    [Fact]
    public void SST_4_an_illegal_return_takes_SS_by_the_current_Exception_level()
    {
        var taken = Stepping().Run(EntryMode.Illegal, false, true, Nop).Took(0x0E, 0, 0);
        Assert.True(Bench.Stepping(taken));
        Stepping().Run(EntryMode.Illegal, false, false, Nop).Took(0x33, Fsc, 0);
        Assert.False(Bench.Stepping(Stepping(kde: false).Run(EntryMode.Illegal, false, true, Nop).Took(0x0E, 0, 0)));
    }

    [Fact]
    public void SST_5_while_locked_nothing_steps_and_ERET_clears_SS()
    {
        var bench = Stepping(locked: true);
        Assert.False(Bench.Stepping(bench.Run(EntryMode.EL0t, false, true, Brk(0)).Event));
        bench.Run(EntryMode.EL0t, false, false, Nop).Terminated(1);
    }

    [Fact]
    public void SST_6_a_step_pending_when_the_lock_was_taken_is_taken_when_it_is_released() =>
        Stepping().Run(EntryMode.EL1h, false, true, Msr(RegisterId.OSLAR_EL1, 1), Msr(RegisterId.OSLAR_EL1, 0), Nop).Took(0x33, Fsc, 2);

    [Fact]
    public void DBG_7_Software_Step_comes_before_a_breakpoint()
    {
        var bench = Stepping();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.MDE);
        bench.Breakpoint(0, Pc(0));
        bench.AtEl0(Brk(1)).Took(0x32, Fsc, 0);
    }
}
