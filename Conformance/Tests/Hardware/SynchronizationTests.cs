using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class SynchronizationTests
{
    private const uint Fsc = 0x22, Isv = 1u << 24;

    private static Bench Deferred(bool locked = false) => new(policy: SynchronizationPolicy.Deferred, locked: locked);

    [Fact]
    public void OSL_12_immediate_an_unlock_is_in_effect_at_the_next_instruction()
    {
        var bench = new Bench(locked: true);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE);
        bench.Breakpoint(0, Pc(1));
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 0), Nop).Took(Same, Fsc, 1);
    }

    [Fact]
    public void OSL_12_deferred_an_unlock_is_in_effect_after_ISB()
    {
        var bench = Deferred(locked: true);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE);
        bench.Breakpoint(0, Pc(1));
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 0), Nop).Terminated(2);
        bench.Set(RegisterId.OSLAR_EL1, 1);
        bench.Breakpoint(0, Pc(2));
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 0), Isb, Nop).Took(Same, Fsc, 2);
    }

    [Fact]
    public void OSL_12_deferred_OSLSR_follows_the_synchronized_lock()
    {
        var bench = Deferred().AtEl1(Msr(RegisterId.OSLAR_EL1, 1), Mrs(RegisterId.OSLSR_EL1));
        Assert.Equal(8UL, bench.Value(1));
        Assert.Equal(0xAUL, bench.AtEl1(Mrs(RegisterId.OSLSR_EL1)).Value(0));
        Assert.Equal(0xAUL, Deferred().AtEl1(Msr(RegisterId.OSLAR_EL1, 1), Isb, Mrs(RegisterId.OSLSR_EL1)).Value(2));
    }

    [Fact]
    public void OSL_12_deferred_the_gates_follow_the_synchronized_lock()
    {
        var bench = Deferred();
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 1), Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.ERR), Msr(RegisterId.OSECCR_EL1, 5));
        Assert.Equal(0UL, bench.Get(RegisterId.MDSCR_EL1));
        Assert.Equal(0UL, bench.Get(RegisterId.OSECCR_EL1));
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 0), Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.ERR));
        Assert.Equal(MDSCR_EL1.ERR, bench.Get(RegisterId.MDSCR_EL1));
    }

    [Fact]
    public void OSL_12_deferred_direct_reads_see_the_write_at_once()
    {
        var bench = Deferred().AtEl1(Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE), Mrs(RegisterId.MDSCR_EL1));
        Assert.Equal(MDSCR_EL1.MDE, bench.Value(1));
        bench.AtEl1(Msr(RegisterId.DBGBVRn_EL1, 0x40, 2), Mrs(RegisterId.DBGBVRn_EL1, 2), Mrs(RegisterId.DBGBCRn_EL1, 2));
        Assert.Equal(0x40UL, bench.Value(1));
        Assert.Equal(9UL, bench.AtEl1(Msr(RegisterId.CONTEXTIDR_EL1, 9), Mrs(RegisterId.CONTEXTIDR_EL1)).Value(1));
    }

    [Fact]
    public void OSL_12_deferred_the_step_after_a_stepped_lock_is_still_taken()
    {
        var bench = Deferred();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.KDE);
        bench.Run(EntryMode.EL1h, false, true, Msr(RegisterId.OSLAR_EL1, 1), Nop).Took(0x33, Isv | Fsc, 1);
        Assert.True(bench.Pe.OSLK);
    }

    [Fact]
    public void OSL_12_deferred_clearing_MDSCR_SS_still_advances()
    {
        var bench = Deferred();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.KDE);
        bench.Run(EntryMode.EL1h, false, true, Msr(RegisterId.MDSCR_EL1, 0), Nop).Took(0x33, Isv | Fsc, 1);
    }

    [Fact]
    public void OSL_12_ERET_synchronizes_before_it_computes_SS()
    {
        var bench = Deferred(locked: true);
        bench.Run(EntryMode.EL1h, true, true,
            Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.SS), Msr(RegisterId.OSLAR_EL1, 0), Eret);
        // D = 1 at the destination, so still no step; the return itself loops until the budget ends.
        Assert.Equal(ObservedEventKind.Spin, bench.Event.Kind);
        bench.Set(RegisterId.OSLAR_EL1, 1);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS);
        bench.Run(EntryMode.EL1h, true, true,
            Msr(RegisterId.SPSR_EL1, SPSR_EL1.SS | SPSR_EL1.D), Msr(RegisterId.OSLAR_EL1, 0), Eret);
        Assert.True(Bench.Stepping(bench.Took(0x00, 0, 0)));
    }

    [Fact]
    public void OSL_12_deferred_exception_entry_synchronizes()
    {
        var bench = Deferred();
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 1));
        Assert.Equal(0xAUL, bench.Get(RegisterId.OSLSR_EL1));
    }

    [Fact]
    public void OSL_12_a_write_by_the_host_is_synchronized_at_once()
    {
        var bench = Deferred();
        Assert.Equal(8UL, bench.Get(RegisterId.OSLSR_EL1));
        bench.Set(RegisterId.OSLAR_EL1, 1);
        Assert.Equal(0xAUL, bench.Get(RegisterId.OSLSR_EL1));
    }

    [Fact]
    public void OSL_12_deferred_a_watchpoint_takes_effect_after_ISB()
    {
        var cell = GuestLayout.Cell(0);
        var bench = Deferred();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE);
        bench.Watchpoint(1, cell);
        bench.AtEl0(Ldr(cell)).Took(0x34, Fsc, 0);
        bench.Watchpoint(1, cell + 0x40);
        bench.AtEl0(Ldr(cell)).Terminated(1);
    }

    [Fact]
    public void OSL_12_deferred_the_hosts_return_into_the_guest_synchronizes()
    {
        var bench = Deferred();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE);
        bench.Pe.DBGBVR[0] = Pc(0);
        bench.Pe.DBGBCR[0] = 0x1E7;
        bench.Enter(EntryMode.EL0t, false, Nop);
        bench.Took(Lower, Fsc, 0);
    }

    [Fact]
    public void OSL_12_deferred_a_bank_takes_effect_at_the_next_entry()
    {
        var bench = Deferred();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE);
        bench.Pe.DBGBVR[0] = Pc(0);
        bench.Pe.DBGBCR[0] = 0x1E7;
        bench.AtEl0(Nop).Took(Lower, Fsc, 0);
    }
}
