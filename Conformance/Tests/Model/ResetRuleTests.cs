using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.OsLockRuleTests;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>DLK-1, RST-1 and CLM-1.</summary>
public sealed class ResetRuleTests
{
    private static readonly PeConfiguration DoubleLock = PeConfiguration.Default with { DoubleLock = true };
    private static readonly ScenarioAction Cold = new() { Kind = ActionKind.ColdReset };
    private static readonly ScenarioAction Warm = new() { Kind = ActionKind.WarmReset };

    [Theory]
    [MemberData(nameof(OsLockRuleTests.BlockedEvents), MemberType = typeof(OsLockRuleTests))]
    public void DLK_1_the_Double_Lock_blocks_debug_exceptions_unless_CORENPDRQ_is_set(int el, string kind)
    {
        var (probe, block, taken) = Due(kind, el, DoubleLock);
        probe.Set(RegisterId.OSDLR_EL1, 1);
        Assert.Equal("15 C+8", probe.Shows(block));
        probe.Set(RegisterId.DBGPRCR_EL1, 1);
        Assert.Equal(taken, probe.Shows(block));
        probe.Set(RegisterId.DBGPRCR_EL1, 0);
        Assert.Equal("15 C+8", probe.Shows(block));
        probe.Set(RegisterId.OSDLR_EL1, 0);
        Assert.Equal(taken, probe.Shows(block));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void DLK_1_the_Double_Lock_does_not_block_BRK(int el) =>
        Assert.Equal("3c C+0", new Probe(DoubleLock).Set(RegisterId.OSDLR_EL1, 1).Shows(At(el, Brk(1))));

    [Fact]
    public void DLK_1_a_warm_reset_clears_DLK_and_leaves_CORENPDRQ()
    {
        var probe = new Probe(DoubleLock).Set(RegisterId.OSDLR_EL1, 1).Set(RegisterId.DBGPRCR_EL1, 1);
        AssertHolds(probe.Get(RegisterId.OSDLR_EL1), 1);
        probe.Do(Warm);
        Assert.Equal(new MaskedValue(0, 1), probe.Get(RegisterId.OSDLR_EL1));
        AssertHolds(probe.Get(RegisterId.DBGPRCR_EL1), 1);
    }

    [Theory]
    [MemberData(nameof(OsLockRuleTests.BlockedEvents), MemberType = typeof(OsLockRuleTests))]
    public void DLK_1_without_FEAT_DoubleLock_OSDLR_is_RAZ_WI_and_blocks_nothing(int el, string kind)
    {
        var (probe, block, taken) = Due(kind, el);
        Assert.Equal(new MaskedValue(0, 1), probe.Set(RegisterId.OSDLR_EL1, 1).Get(RegisterId.OSDLR_EL1));
        Assert.Equal(taken, probe.Shows(block));
    }

    [Theory]
    [MemberData(nameof(OsLockRuleTests.BlockedEvents), MemberType = typeof(OsLockRuleTests))]
    public void RST_1_after_a_warm_reset_and_the_boot_of_the_monitor_nothing_is_armed(int el, string kind)
    {
        var (probe, block, _) = Due(kind, el);
        probe.Do(Warm);
        Assert.Equal("15 C+8", probe.Shows(block));
        // The enables alone bring nothing back either: the E bits were UNKNOWN and the monitor has cleared them.
        if (kind != "step")
            Assert.Equal("15 C+8", probe.Set(RegisterId.MDSCR_EL1, MDE | KDE).Shows(block));
    }

    [Fact]
    public void RST_1_the_other_debug_registers_keep_their_contents_over_a_warm_reset()
    {
        var probe = new Probe(locked: true).Set(RegisterId.MDSCR_EL1, MDSCR_EL1.TXU | MDE | KDE | SS | TDCC)
            .Set(RegisterId.OSDTRRX_EL1, 5).Set(RegisterId.OSLAR_EL1, 0).Breakpoint(B, BreakEl0, 1).Watchpoint(Cell, WatchEl0, 1);
        probe.Do(Warm);
        AssertHolds(probe.Get(RegisterId.DBGBVRn_EL1, 1), B);
        AssertHolds(probe.Get(RegisterId.DBGWVRn_EL1, 1), Cell);
        probe.Set(RegisterId.OSLAR_EL1, 1);
        var mdscr = probe.Get(RegisterId.MDSCR_EL1);
        Assert.Equal(MDSCR_EL1.TXU, mdscr.Value & mdscr.Mask);
        AssertHolds(mdscr, MDSCR_EL1.TXU);
        AssertHolds(probe.Get(RegisterId.OSDTRRX_EL1), 5);
    }

    [Fact]
    public void CLM_1_DBGCLAIMSET_sets_and_reads_all_ones_DBGCLAIMCLR_clears_and_reads_the_tags()
    {
        var probe = new Probe().Set(RegisterId.DBGCLAIMSET_EL1, 0x0F).Set(RegisterId.DBGCLAIMSET_EL1, 0x31);
        Assert.Equal(MaskedValue.Exactly(0xFF), probe.Get(RegisterId.DBGCLAIMSET_EL1));
        Assert.Equal(MaskedValue.Exactly(0x3F), probe.Get(RegisterId.DBGCLAIMCLR_EL1));
        probe.Set(RegisterId.DBGCLAIMCLR_EL1, 0x21);
        Assert.Equal(MaskedValue.Exactly(0x1E), probe.Get(RegisterId.DBGCLAIMCLR_EL1));
    }

    [Fact]
    public void CLM_1_only_a_cold_reset_clears_the_tags()
    {
        var probe = new Probe().Set(RegisterId.DBGCLAIMSET_EL1, 0x81);
        probe.Do(Warm);
        Assert.Equal(MaskedValue.Exactly(0x81), probe.Get(RegisterId.DBGCLAIMCLR_EL1));
        probe.Do(Cold);
        Assert.Equal(MaskedValue.Exactly(0), probe.Get(RegisterId.DBGCLAIMCLR_EL1));
    }
}
