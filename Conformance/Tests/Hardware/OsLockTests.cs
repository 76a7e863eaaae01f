using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class OsLockTests
{
    private const ulong All = ulong.MaxValue;

    [Fact]
    public void OSL_1_a_cold_reset_locks()
    {
        var bench = new Bench();
        bench.Reset(ActionKind.ColdReset);
        Assert.True(bench.Pe.OSLK);
        Assert.Equal(0xAUL, bench.AtEl1(Mrs(RegisterId.OSLSR_EL1)).Value(0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OSL_1_a_warm_reset_leaves_the_lock(bool locked)
    {
        var bench = new Bench(locked: locked);
        bench.Reset(ActionKind.WarmReset);
        Assert.Equal(locked, bench.Pe.OSLK);
    }

    [Theory]
    [InlineData(1UL, 0xAUL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFUL, 0xAUL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFEUL, 0x8UL)]
    [InlineData(0UL, 0x8UL)]
    public void OSL_2_OSL_5_only_bit_0_of_OSLAR_counts(ulong written, ulong status)
    {
        var bench = new Bench(locked: status == 8);
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, written), Isb, Mrs(RegisterId.OSLSR_EL1));
        Assert.Equal(status, bench.Value(2));
    }

    [Fact]
    public void OSL_3_MRS_OSLAR_is_UNDEFINED() => new Bench().AtEl1(Nop, Mrs(RegisterId.OSLAR_EL1)).WasUndefined(1);

    [Fact]
    public void OSL_3_MSR_OSLSR_is_UNDEFINED_and_changes_nothing()
    {
        var bench = new Bench();
        bench.AtEl1(Msr(RegisterId.OSLSR_EL1, 0xA)).WasUndefined(0);
        Assert.False(bench.Pe.OSLK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OSL_4_every_access_at_EL0_but_MRS_MDCCSR_is_UNDEFINED(bool locked)
    {
        foreach (var id in Enum.GetValues<RegisterId>())
        {
            var bench = new Bench(locked: locked);
            bench.AtEl0(Msr(id, 0)).WasUndefined(0);
            bench.AtEl0(Mrs(id));
            if (id == RegisterId.MDCCSR_EL0)
                bench.Terminated(1);
            else
                bench.WasUndefined(0);
        }
    }

    [Fact]
    public void REG_1_accesses_at_EL1_are_UNDEFINED_where_the_register_table_says_so()
    {
        foreach (var row in RegisterTable.Registers)
        {
            var bench = new Bench();
            bench.AtEl1(Mrs(row.Id));
            Assert.Equal(row.El1.HasFlag(RegisterAccess.Read), bench.Event.Esr >> 26 == 0x15);
            bench.AtEl1(Msr(row.Id, 0));
            Assert.Equal(row.El1.HasFlag(RegisterAccess.Write), bench.Event.Esr >> 26 == 0x15);
        }
    }

    [Theory]
    [InlineData(RegisterId.DBGBVRn_EL1, 6)]
    [InlineData(RegisterId.DBGBCRn_EL1, 6)]
    [InlineData(RegisterId.DBGWVRn_EL1, 4)]
    [InlineData(RegisterId.DBGWCRn_EL1, 4)]
    public void REG_1_the_first_number_that_is_not_implemented_is_UNDEFINED(RegisterId id, int count)
    {
        var bench = new Bench();
        bench.AtEl1(Mrs(id, count - 1)).Terminated(1);
        bench.AtEl1(Mrs(id, count)).WasUndefined(0);
        bench.AtEl1(Msr(id, 0, count)).WasUndefined(0);
    }

    [Fact]
    public void OSL_8_save_restore_fields_are_writable_while_locked()
    {
        var all = PeConfiguration.Default with { Trf = true, Sc2 = true, IntDisHigh = true, Spmu = true };
        var bench = new Bench(all, locked: true);
        bench.AtEl1(Msr(RegisterId.MDSCR_EL1, All), Mrs(RegisterId.MDSCR_EL1));
        Assert.Equal(MDSCR_EL1.Gated | MDSCR_EL1.SS | MDSCR_EL1.MDE | MDSCR_EL1.KDE | MDSCR_EL1.TDCC | MDSCR_EL1.EnSPM, bench.Value(1));
    }

    [Fact]
    public void OSL_8_optional_fields_are_RES0_where_the_configuration_has_none()
    {
        var bench = new Bench(locked: true);
        bench.Set(RegisterId.MDSCR_EL1, All);
        var absent = MDSCR_EL1.TFO | MDSCR_EL1.SC2 | MDSCR_EL1.INTdisHigh | MDSCR_EL1.EnSPM;
        Assert.Equal(0UL, bench.Get(RegisterId.MDSCR_EL1) & absent);
    }

    [Fact]
    public void OSL_8_while_unlocked_a_write_leaves_the_save_restore_fields()
    {
        var bench = new Bench(locked: true);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.HDE | MDSCR_EL1.TXU);
        bench.Set(RegisterId.OSLAR_EL1, 0);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.TDCC | MDSCR_EL1.RXO | MDSCR_EL1.MDE);
        Assert.Equal(MDSCR_EL1.HDE | MDSCR_EL1.TXU | MDSCR_EL1.TDCC | MDSCR_EL1.MDE, bench.Get(RegisterId.MDSCR_EL1));
    }

    [Theory]
    [InlineData(RegisterId.OSECCR_EL1)]
    [InlineData(RegisterId.OSDTRRX_EL1)]
    [InlineData(RegisterId.OSDTRTX_EL1)]
    public void OSL_9_save_restore_registers_hold_what_was_written_only_while_locked(RegisterId id)
    {
        var bench = new Bench(locked: true);
        bench.AtEl1(Msr(id, 0xFEDC_BA98_7654_3210), Mrs(id));
        Assert.Equal(0x7654_3210UL, bench.Value(1));
        bench.Set(RegisterId.OSLAR_EL1, 0);
        bench.AtEl1(Msr(id, 0), Mrs(id));
        Assert.Equal(0UL, bench.Value(1));
        bench.Set(RegisterId.OSLAR_EL1, 1);
        Assert.Equal(0x7654_3210UL, bench.Get(id));
    }

    [Fact]
    public void OSL_10_debug_registers_survive_locking_and_unlocking()
    {
        var bench = new Bench();
        bench.Breakpoint(1, 0x1234);
        bench.Watchpoint(2, 0x5678);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE);
        bench.Set(RegisterId.DBGCLAIMSET_EL1, 0x5A);
        bench.AtEl1(Msr(RegisterId.OSLAR_EL1, 1), Isb, Msr(RegisterId.OSLAR_EL1, 0)).Terminated(3);
        Assert.Equal(0x1234UL, bench.Get(RegisterId.DBGBVRn_EL1, 1));
        Assert.Equal(0x5678UL, bench.Get(RegisterId.DBGWVRn_EL1, 2));
        Assert.Equal(MDSCR_EL1.MDE | MDSCR_EL1.KDE, bench.Get(RegisterId.MDSCR_EL1));
        Assert.Equal(0x5AUL, bench.Get(RegisterId.DBGCLAIMCLR_EL1));
    }

    [Fact]
    public void DLK_1_the_double_lock_blocks_unless_CORENPDRQ()
    {
        var bench = new Bench(PeConfiguration.Default with { DoubleLock = true });
        bench.Breakpoint(0, Pc(0));
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE);
        bench.Set(RegisterId.OSDLR_EL1, All);
        Assert.Equal(1UL, bench.Get(RegisterId.OSDLR_EL1));
        bench.AtEl0(Nop).Terminated(1);
        bench.AtEl0(Brk(1)).Took(0x3C, 1, 0);
        bench.Set(RegisterId.DBGPRCR_EL1, All);
        Assert.Equal(1UL, bench.Get(RegisterId.DBGPRCR_EL1));
        bench.AtEl0(Nop).Took(Lower, 0x22, 0);
    }

    [Fact]
    public void DLK_1_a_warm_reset_clears_DLK_and_keeps_CORENPDRQ()
    {
        var bench = new Bench(PeConfiguration.Default with { DoubleLock = true });
        bench.Set(RegisterId.OSDLR_EL1, 1);
        bench.Set(RegisterId.DBGPRCR_EL1, 1);
        bench.Reset(ActionKind.WarmReset);
        Assert.False(bench.Pe.DLK);
        Assert.True(bench.Pe.CORENPDRQ);
    }

    [Fact]
    public void DLK_1_without_FEAT_DoubleLock_OSDLR_is_RAZ_WI()
    {
        var bench = new Bench();
        bench.AtEl1(Msr(RegisterId.OSDLR_EL1, 1), Isb, Mrs(RegisterId.OSDLR_EL1)).Terminated(3);
        Assert.Equal(0UL, bench.Value(2));
    }
}
