using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.OsLockRuleTests;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>DBG-1, DBG-2, DBG-4, DBG-5 and DBG-6: which debug exceptions come, and breakpoints.</summary>
public sealed class DebugExceptionRuleTests
{
    private const uint Hmc = 1 << 13;
    private const uint Ssc = 1 << 14;

    private static Probe Enabled() => new Probe().Set(RegisterId.MDSCR_EL1, MDE | KDE);

    [Fact]
    public void DBG_1_breakpoints_and_watchpoints_need_MDE_and_from_EL1_KDE_set_and_D_clear()
    {
        for (var bits = 0; bits < 16; bits++)
        {
            var (el, kde, d, mde) = (bits & 1, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            var probe = new Probe().Breakpoint(C, Bcr()).Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, (mde ? MDE : 0) | (kde ? KDE : 0));
            var generated = mde && (el == 0 || (kde && !d));
            Assert.Equal(generated ? (el == 0 ? "30 C+0" : "31 C+0") : "15 C+8", probe.Shows(At(el, Nop) with { D = d }));
            probe.Set(RegisterId.DBGBCRn_EL1, 0);
            Assert.Equal(generated ? (el == 0 ? "34 C+0" : "35 C+0") : "15 C+8", probe.Shows(At(el, Ldr) with { D = d }));
        }
    }

    [Theory]
    [InlineData(0, 0xC200_0022u)]
    [InlineData(1, 0xC600_0022u)]
    public void DBG_2_a_breakpoint_is_taken_at_the_matching_instruction_before_it_executes(int el, uint esr)
    {
        var probe = Enabled().Breakpoint(C + 4, Bcr());
        var taken = probe.Takes(At(el, Nop, Str));
        Assert.Equal((esr, uint.MaxValue, C + 4), (taken.Esr, taken.EsrMask, taken.Elr));
        Assert.Equal(0UL, taken.FarHigh);
        Assert.Equal(MaskedValue.Exactly(0), probe.Do(El1(Ldr)).Values[0]);
    }

    [Fact]
    public void DBG_2_the_address_is_compared_in_bits_48_to_2()
    {
        Assert.Equal("15 C+12", Enabled().Breakpoint(C + 12, Bcr()).Shows(At(1, Nop, Nop)));
        Assert.Equal("15 C+12", Enabled().Breakpoint(C | 1UL << 48, Bcr()).Shows(At(1, Nop, Nop)));
        Assert.Equal("15 C+12", Enabled().Breakpoint(C | 1UL << 30 | 1UL << 31, Bcr()).Shows(At(1, Nop, Nop)));
        Assert.Equal("31 C+4", Enabled().Breakpoint((C + 4) | 3, Bcr()).Shows(At(1, Nop, Nop)));
        Assert.Equal(["15 C+12", "31 C+0"], Enabled().Breakpoint(C | 1UL << 49, Bcr()).Allows(At(1, Nop, Nop)));
    }

    [Fact]
    public void DBG_2_an_address_with_all_high_bits_set_is_sign_extended()
    {
        const ulong Kernel = 0xFFFF_FFFF_8000_0000;
        var bank = default(DebugRegisterBank);
        (bank.Bvr[0], bank.Bcr[0]) = (Kernel, Bcr());
        Assert.Equal(Possibility.Yes, Breakpoints.Match(bank, 0, PeConfiguration.Default, Kernel, 1));
        bank.Bvr[0] &= ~(1UL << 60);
        Assert.Equal(Possibility.Either, Breakpoints.Match(bank, 0, PeConfiguration.Default, Kernel, 1));
    }

    [Fact]
    public void DBG_2_a_breakpoint_needs_E()
    {
        Assert.Equal("15 C+8", Enabled().Breakpoint(C, Bcr() & ~1u).Shows(At(1, Nop)));
        Assert.Equal("31 C+0", Enabled().Breakpoint(C, Bcr(), 5).Shows(At(1, Nop)));
    }

    [Theory]
    [InlineData(0u, false, false)]
    [InlineData(1u, false, true)]
    [InlineData(2u, true, false)]
    [InlineData(3u, true, true)]
    public void DBG_4_bit_0_of_PMC_and_PAC_selects_EL1_and_bit_1_EL0(uint privilege, bool atEl0, bool atEl1)
    {
        var probe = Enabled().Breakpoint(C, Bcr(pmc: privilege));
        Assert.Equal(atEl0 ? "30 C+0" : "15 C+8", probe.Shows(At(0, Nop)));
        Assert.Equal(atEl1 ? "31 C+0" : "15 C+8", probe.Shows(At(1, Nop)));
        probe = Enabled().Watchpoint(Cell, Wcr(pac: privilege));
        Assert.Equal(atEl0 ? "34 C+0" : "15 C+8", probe.Shows(At(0, Str)));
        Assert.Equal(atEl1 ? "35 C+0" : "15 C+8", probe.Shows(At(1, Str)));
    }

    [Theory]
    [InlineData(Hmc)]
    [InlineData(Ssc)]
    public void DBG_4_HMC_and_SSC_other_than_0_may_or_may_not_match(uint reserved)
    {
        Assert.Equal(["15 C+8", "31 C+0"], Enabled().Breakpoint(C, Bcr() | reserved).Allows(At(1, Nop)));
        Assert.Equal(["15 C+8", "35 C+0"], Enabled().Watchpoint(Cell, Wcr() | reserved).Allows(At(1, Ldr)));
    }

    [Theory]
    [InlineData(7u, 3u, 1u, true)]
    [InlineData(8u, 3u, 1u, false)]
    [InlineData(7u, 3u, 0u, false)]
    [InlineData(7u, 2u, 1u, false)]
    [InlineData(7u, 1u, 1u, false)]
    [InlineData(7u, 0u, 1u, false)]
    public void DBG_5_a_linked_one_needs_LBN_enabled_of_a_linking_type_and_equal_to_CONTEXTIDR(uint context, uint type, uint e, bool matches)
    {
        // The context breakpoint does not generate anything at C by itself: its PMC is 0, which a link ignores.
        var linked = Enabled().Set(RegisterId.CONTEXTIDR_EL1, 7).Breakpoint(context, (Bcr(pmc: 0, bt: type) & ~1u) | e, 4);
        linked.Breakpoint(C, Bcr(bt: 1, lbn: 4)).Watchpoint(Cell, Wcr(wt: 1, lbn: 4));
        Assert.Equal(matches ? "31 C+0" : "15 C+8", linked.Shows(At(1, Nop)));
        linked.Set(RegisterId.DBGBCRn_EL1, 0);
        Assert.Equal(matches ? "35 C+0" : "15 C+8", linked.Shows(At(1, Ldr)));
    }

    [Fact]
    public void DBG_5_a_linked_breakpoint_also_needs_its_own_address() =>
        Assert.Equal("15 C+8", Enabled().Breakpoint(0, Bcr(bt: 3), 4).Breakpoint(C + 16, Bcr(bt: 1, lbn: 4)).Shows(At(1, Nop)));

    [Fact]
    public void DBG_5_type_3_alone_generates_nothing_and_type_2_matches_every_instruction_of_the_context()
    {
        var probe = Enabled().Set(RegisterId.CONTEXTIDR_EL1, 7).Breakpoint(7, Bcr(bt: 3), 4);
        Assert.Equal("15 C+8", probe.Shows(At(1, Nop)));
        probe.Set(RegisterId.DBGBCRn_EL1, Bcr(bt: 2), 4);
        Assert.Equal("31 C+0", probe.Shows(At(1, Nop)));
        Assert.Equal("30 C+0", probe.Shows(At(0, Nop)));
        Assert.Equal("15 C+8", probe.Set(RegisterId.CONTEXTIDR_EL1, 8).Shows(At(1, Nop)));
    }

    [Fact]
    public void DBG_5_LBN_that_is_not_context_aware_or_not_implemented_may_or_may_not_match()
    {
        Assert.Equal(["15 C+8", "31 C+0"], Enabled().Breakpoint(C, Bcr(bt: 1, lbn: 1)).Allows(At(1, Nop)));
        Assert.Equal(["15 C+8", "31 C+0"], Enabled().Breakpoint(C, Bcr(bt: 1, lbn: 9)).Allows(At(1, Nop)));
    }

    [Fact]
    public void DBG_6_BRK_is_taken_with_its_immediate_whatever_D_KDE_and_MDE_are()
    {
        for (var bits = 0; bits < 16; bits++)
        {
            var (el, d, mdscr) = (bits & 1, (bits & 2) != 0, ((bits & 4) != 0 ? KDE : 0) | ((bits & 8) != 0 ? MDE : 0));
            var taken = new Probe().Set(RegisterId.MDSCR_EL1, mdscr).Takes(At(el, Nop, Brk(0xFEDC)) with { D = d });
            Assert.Equal((0xF200_FEDCu, uint.MaxValue, C + 4), (taken.Esr, taken.EsrMask, taken.Elr));
        }
    }
}
