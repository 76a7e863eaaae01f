using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>OSL-1 to OSL-7, OSL-10 and OSL-11: what locks and unlocks, and what the lock blocks.</summary>
public sealed class OsLockRuleTests
{
    private static readonly ScenarioAction Cold = new() { Kind = ActionKind.ColdReset };
    private static readonly ScenarioAction Warm = new() { Kind = ActionKind.WarmReset };

    /// <summary>The Exception levels by the debug events that the lock blocks.</summary>
    public static TheoryData<int, string> BlockedEvents
    {
        get
        {
            TheoryData<int, string> rows = [];
            foreach (var el in (int[])[0, 1])
                foreach (var kind in (string[])["breakpoint", "watchpoint", "step"])
                    rows.Add(el, kind);
            return rows;
        }
    }

    /// <summary>A guest on which the event of that kind is due at the first instruction of the block.</summary>
    internal static (Probe Probe, ScenarioAction Block, string Taken) Due(string kind, int el, PeConfiguration? configuration = null)
    {
        var probe = new Probe(configuration);
        switch (kind)
        {
            case "breakpoint":
                probe.Breakpoint(C, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
                return (probe, At(el, Nop), el == 0 ? "30 C+0" : "31 C+0");
            case "watchpoint":
                probe.Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
                return (probe, At(el, Ldr), el == 0 ? "34 C+0" : "35 C+0");
            default:
                probe.Set(RegisterId.MDSCR_EL1, SS | KDE);
                return (probe, At(el, Nop), el == 0 ? "32 C+0" : "33 C+0");
        }
    }

    [Fact]
    public void OSL_1_a_cold_reset_sets_OSLK()
    {
        Assert.Equal(MaskedValue.Exactly(0xA), new Probe(locked: true).Get(RegisterId.OSLSR_EL1));
        var probe = new Probe();
        probe.Do(Cold);
        Assert.Equal(MaskedValue.Exactly(0xA), probe.Get(RegisterId.OSLSR_EL1));
    }

    [Theory]
    [InlineData(0UL, 0x8UL)]
    [InlineData(1UL, 0xAUL)]
    public void OSL_1_a_warm_reset_leaves_OSLK_unchanged(ulong written, ulong status)
    {
        foreach (var reset in (ScenarioAction[])[Warm, VcpuInit])
        {
            var probe = new Probe().Set(RegisterId.OSLAR_EL1, written);
            probe.Do(reset);
            Assert.Equal(MaskedValue.Exactly(status), probe.Get(RegisterId.OSLSR_EL1));
        }
    }

    [Theory]
    [InlineData(0UL, 0x8UL)]
    [InlineData(1UL, 0xAUL)]
    [InlineData(2UL, 0x8UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFEUL, 0x8UL)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFUL, 0xAUL)]
    public void OSL_2_a_write_of_OSLAR_copies_bit_0_to_OSLK_and_ignores_the_others(ulong written, ulong status)
    {
        foreach (var locked in (bool[])[false, true])
            Assert.Equal(MaskedValue.Exactly(status), new Probe(locked: locked).Set(RegisterId.OSLAR_EL1, written).Get(RegisterId.OSLSR_EL1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OSL_3_a_read_of_OSLAR_and_a_write_of_OSLSR_are_UNDEFINED_and_change_nothing(bool locked)
    {
        var probe = new Probe(locked: locked);
        foreach (var access in (Instruction[])[Mrs(RegisterId.OSLAR_EL1), Msr(RegisterId.OSLSR_EL1, locked ? 0UL : 0xA)])
        {
            var taken = probe.Takes(At(1, Nop, access));
            Assert.Equal(ESR_ELx.IL, taken.Esr);
            Assert.Equal(uint.MaxValue, taken.EsrMask);
            Assert.Equal(C + 4, taken.Elr);
        }
        Assert.Equal(MaskedValue.Exactly(locked ? 0xAUL : 0x8), probe.Get(RegisterId.OSLSR_EL1));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void OSL_4_every_EL0_access_but_MDCCSR_EL0_is_UNDEFINED_whatever_the_lock_says(bool locked, bool idst)
    {
        var probe = new Probe(PeConfiguration.Default with { Idst = idst }, locked);
        foreach (var register in Enum.GetValues<RegisterId>())
        {
            Assert.Equal("00 C+0", probe.Shows(At(0, Msr(register, 0))));
            var expected = register switch
            {
                RegisterId.MDCCSR_EL0 => "15 C+8",
                RegisterId.ID_AA64DFR0_EL1 when idst => "18 C+0",
                _ => "00 C+0",
            };
            Assert.Equal(expected, probe.Shows(At(0, Mrs(register))));
        }
    }

    [Theory]
    [InlineData(false, 0x8UL)]
    [InlineData(true, 0xAUL)]
    public void OSL_5_OSLSR_reads_OSLM_2_nTT_0_and_RES0_in_either_state(bool locked, ulong value)
    {
        var read = new Probe(locked: locked).Get(RegisterId.OSLSR_EL1);
        Assert.Equal(value, read.Value);
        Assert.Equal(ulong.MaxValue, read.Mask);
    }

    [Theory]
    [MemberData(nameof(BlockedEvents))]
    public void OSL_6_no_debug_exception_is_generated_while_locked(int el, string kind)
    {
        var (probe, block, taken) = Due(kind, el);
        Assert.Equal(taken, probe.Shows(block));
        probe.Do(OsLock);
        Assert.Equal("15 C+8", probe.Shows(block));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void OSL_7_BRK_is_taken_whatever_the_lock_says(int el)
    {
        var unlocked = new Probe().Takes(At(el, Brk(0x123)));
        var locked = new Probe(locked: true).Takes(At(el, Brk(0x123)));
        Assert.Equal(0xF200_0123u, locked.Esr);
        Assert.Equal(C, locked.Elr);
        Assert.Equal(unlocked, locked);
    }

    [Fact]
    public void OSL_10_the_contents_of_the_debug_registers_survive_lock_and_unlock()
    {
        var probe = new Probe().Breakpoint(B, BreakEl0, 1).Watchpoint(Cell, WatchEl1, 2)
            .Set(RegisterId.DBGCLAIMSET_EL1, 0x5A).Set(RegisterId.MDSCR_EL1, MDE | TDCC);
        foreach (var change in (ScenarioAction[])[OsLock, OsUnlock])
        {
            probe.Do(change);
            AssertHolds(probe.Get(RegisterId.DBGBVRn_EL1, 1), B);
            AssertHolds(probe.Get(RegisterId.DBGBCRn_EL1, 1), BreakEl0);
            AssertHolds(probe.Get(RegisterId.DBGWVRn_EL1, 2), Cell);
            AssertHolds(probe.Get(RegisterId.DBGWCRn_EL1, 2), WatchEl1);
            AssertHolds(probe.Get(RegisterId.DBGCLAIMCLR_EL1), 0x5A);
            var mdscr = probe.Get(RegisterId.MDSCR_EL1);
            Assert.Equal(MDE | TDCC, mdscr.Value & (SS | TDCC | KDE | MDE));
            Assert.Equal(SS | TDCC | KDE | MDE, mdscr.Mask & (SS | TDCC | KDE | MDE));
        }
    }

    [Theory]
    [MemberData(nameof(BlockedEvents))]
    public void OSL_11_unlocking_makes_the_debug_events_that_are_still_true_generate_exceptions_again(int el, string kind)
    {
        var (probe, block, taken) = Due(kind, el);
        probe.Do(OsLock);
        probe.Do(OsUnlock);
        Assert.Equal(taken, probe.Shows(block));
    }

    [Fact]
    public void OSL_11_unlocking_in_the_block_lets_a_breakpoint_through_at_the_next_instruction()
    {
        var probe = new Probe().Breakpoint(C + 8, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        probe.Do(OsLock);
        Assert.Equal("31 C+8", probe.Shows(At(1, Msr(RegisterId.OSLAR_EL1, 0), Isb, Nop)));
    }

    /// <summary>The register holds the value in all bits that are compared, and something is compared.</summary>
    internal static void AssertHolds(MaskedValue read, ulong value)
    {
        Assert.Equal(value & read.Mask, read.Value & read.Mask);
        Assert.Equal(value, value & read.Mask);
    }
}
