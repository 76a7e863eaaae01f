using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class ResetTests
{
    private const ulong Scrambled = MDSCR_EL1.SS | MDSCR_EL1.MDE | MDSCR_EL1.KDE | MDSCR_EL1.TDCC;

    [Fact]
    public void RST_1_a_warm_reset_makes_the_enables_UNKNOWN_and_masks_debug_exceptions()
    {
        var bench = new Bench();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | MDSCR_EL1.KDE);
        bench.Breakpoint(0, 0x1000);
        bench.Set(RegisterId.CONTEXTIDR_EL1, 3);
        bench.Pe.WarmReset();
        Assert.Equal(MDSCR_EL1.MDE | MDSCR_EL1.TDCC, bench.Get(RegisterId.MDSCR_EL1) & Scrambled);
        Assert.Equal(0UL, bench.Get(RegisterId.DBGBCRn_EL1, 0) & 1);
        Assert.Equal(1UL, bench.Get(RegisterId.DBGWCRn_EL1, 0) & 1);
        Assert.NotEqual(3u, bench.Pe.CONTEXTIDR_EL1);
        Assert.Equal(SPSR_EL1.D, bench.Pe.PSTATE & (SPSR_EL1.D | SPSR_EL1.SS));
    }

    [Fact]
    public void RST_1_a_warm_reset_keeps_values_claims_and_save_restore_state()
    {
        var bench = new Bench(locked: true);
        bench.Breakpoint(0, 0x1000);
        bench.Watchpoint(3, 0x2000);
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.ERR);
        bench.Set(RegisterId.OSECCR_EL1, 9);
        bench.Set(RegisterId.DBGCLAIMSET_EL1, 0x81);
        bench.Run(Block(EntryMode.EL1h, true, false, false, 0, [Str(GuestLayout.Cell(1))]));
        bench.Pe.WarmReset();
        Assert.Equal(0x1000UL, bench.Get(RegisterId.DBGBVRn_EL1, 0));
        Assert.Equal(0x2000UL, bench.Get(RegisterId.DBGWVRn_EL1, 3));
        Assert.Equal(7u << 5, (uint)bench.Get(RegisterId.DBGBCRn_EL1, 0) & (7u << 5));
        Assert.Equal(MDSCR_EL1.ERR, bench.Get(RegisterId.MDSCR_EL1) & MDSCR_EL1.ERR);
        Assert.Equal(9UL, bench.Get(RegisterId.OSECCR_EL1));
        Assert.Equal(0x81, bench.Pe.ClaimTags);
        Assert.Equal(GuestLayout.StoredData, bench.Pe.Cells[1]);
    }

    [Fact]
    public void After_a_cold_reset_the_monitor_has_zeroed_everything_writable()
    {
        var bench = new Bench();
        bench.Set(RegisterId.DBGCLAIMSET_EL1, 0xFF);
        bench.AtEl1(Str(GuestLayout.Cell(2)));
        bench.Reset(ActionKind.ColdReset);
        Assert.Equal(0, bench.Observed.Count);
        foreach (var id in (RegisterId[])[RegisterId.MDSCR_EL1, RegisterId.MDCCINT_EL1, RegisterId.CONTEXTIDR_EL1, RegisterId.OSECCR_EL1,
            RegisterId.OSDTRRX_EL1, RegisterId.OSDTRTX_EL1, RegisterId.DBGPRCR_EL1, RegisterId.DBGCLAIMCLR_EL1])
        {
            Assert.Equal(0UL, bench.Get(id));
        }
        for (var n = 0; n < PeConfiguration.Default.Breakpoints; n++)
            Assert.Equal(0UL, bench.Get(RegisterId.DBGBVRn_EL1, n) | bench.Get(RegisterId.DBGBCRn_EL1, n));
        for (var n = 0; n < PeConfiguration.Default.Watchpoints; n++)
            Assert.Equal(0UL, bench.Get(RegisterId.DBGWVRn_EL1, n) | bench.Get(RegisterId.DBGWCRn_EL1, n));
        Assert.All(bench.Pe.Cells, cell => Assert.Equal(0UL, cell));
    }

    [Fact]
    public void After_a_warm_reset_the_monitor_has_zeroed_the_controls_and_kept_the_values()
    {
        var bench = new Bench();
        bench.Breakpoint(0, 0x1000);
        bench.Watchpoint(0, 0x2000);
        bench.Reset(ActionKind.WarmReset);
        Assert.Equal(0UL, bench.Get(RegisterId.DBGBCRn_EL1, 0) | bench.Get(RegisterId.DBGWCRn_EL1, 0) | bench.Get(RegisterId.MDSCR_EL1));
        Assert.Equal(0x1000UL, bench.Get(RegisterId.DBGBVRn_EL1, 0));
        Assert.Equal(0x2000UL, bench.Get(RegisterId.DBGWVRn_EL1, 0));
    }

    [Fact]
    public void Resets_differ_in_configuration_or_reuse_the_PE()
    {
        var target = new HardwareTarget();
        target.Reset(PeConfiguration.Default);
        var first = target.ProcessingElement;
        target.Reset(PeConfiguration.Default with { Breakpoints = 6 });
        Assert.Same(first, target.ProcessingElement);
        target.Reset(PeConfiguration.Default with { Breakpoints = 2 });
        Assert.NotSame(first, target.ProcessingElement);
        Assert.Equal(2, target.ProcessingElement.DBGBVR.Length);
    }

    [Fact]
    public void A_cold_reset_leaves_everything_else_UNKNOWN_in_its_implemented_bits()
    {
        var pe = new Bench().Pe;
        pe.ColdReset();
        Assert.True(pe.CORENPDRQ);
        foreach (var gated in (ulong[])[MDSCR_EL1.Gated, Scrambled])
            Assert.NotEqual(0UL, pe.DebugControl & gated);
        for (var n = 0; n < pe.DBGBVR.Length; n++)
        {
            Assert.NotEqual(0UL, pe.DBGBVR[n]);
            Assert.NotEqual(0u, pe.DBGBCR[n]);
        }
        for (var n = 0; n < pe.DBGWVR.Length; n++)
        {
            Assert.NotEqual(0UL, pe.DBGWVR[n]);
            Assert.Equal(0UL, pe.DBGWVR[n] & 3);
            Assert.NotEqual(0u, pe.DBGWCR[n]);
            Assert.Equal(0u, pe.DBGWCR[n] & ~0x1F1F_FFFFu);
        }
        Assert.Equal(0u, pe.SPSR_EL1 & ~0x30_03DFu);
        Assert.Equal(0u, pe.SPSR_EL2 & ~0x30_03DFu);
        Assert.NotEqual(0u, pe.SPSR_EL1);
    }

    [Fact]
    public void RST_1_a_warm_reset_inverts_what_becomes_UNKNOWN()
    {
        var bench = new Bench();
        bench.Watchpoint(1, 0x2000);
        bench.Set(RegisterId.MDCCINT_EL1, 1UL << 30);
        bench.AtEl1(Nop);
        bench.Pe.WarmReset();
        Assert.Equal(0UL, bench.Get(RegisterId.DBGWCRn_EL1, 1) & 1);
        Assert.Equal(1UL << 29, bench.Get(RegisterId.MDCCINT_EL1));
        Assert.Equal(0UL, bench.Pe.PC);
    }

    [Fact]
    public void A_PE_and_a_target_begin_with_a_cold_reset()
    {
        Assert.True(new ProcessingElement(PeConfiguration.Default, SynchronizationPolicy.Immediate).OSLK);
        var target = new HardwareTarget();
        Assert.Equal(0UL, target.ProcessingElement.ReadAsHost(new SystemRegister(RegisterId.MDCCINT_EL1)));
        Assert.Equal(0UL, target.ProcessingElement.ReadAsHost(new SystemRegister(RegisterId.DBGBVRn_EL1)));
        Assert.True(target.IsDeterministic);
        Assert.Equal("configuration", Assert.Throws<ArgumentNullException>(() => target.Reset(null!)).ParamName);
        Assert.Throws<ArgumentNullException>(() => new ProcessingElement(null!, SynchronizationPolicy.Immediate));
    }

    [Theory]
    [InlineData(1, 4, 1)]
    [InlineData(17, 4, 1)]
    [InlineData(6, 1, 1)]
    [InlineData(6, 17, 1)]
    [InlineData(6, 4, 0)]
    [InlineData(6, 4, 7)]
    public void A_PE_that_the_architecture_does_not_have_is_refused(int breakpoints, int watchpoints, int contextAware)
    {
        var configuration = new PeConfiguration { Breakpoints = breakpoints, Watchpoints = watchpoints, ContextAware = contextAware };
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessingElement(configuration, SynchronizationPolicy.Immediate));
    }

    [Fact]
    public void Actions_of_userspace_and_host_are_not_supported()
    {
        var target = new HardwareTarget();
        var observation = default(Observation);
        Assert.Throws<NotSupportedException>(() => target.Execute(new ScenarioAction { Kind = ActionKind.Migrate }, ref observation));
        Assert.Equal("hardware", target.Name);
        Assert.Equal("hardware-deferred", new HardwareTarget(SynchronizationPolicy.Deferred).Name);
        Assert.Equal(TargetCapabilities.Reset, target.Capabilities);
    }
}
