using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.OsLockRuleTests;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>REG-1 to REG-5: which accesses are defined, and what they return.</summary>
public sealed class RegisterRuleTests
{
    /// <summary>The EL1 column of the register table: readable, writable.</summary>
    public static TheoryData<RegisterId, bool, bool> AccessAtEl1 => new()
    {
        { RegisterId.OSLAR_EL1, false, true },
        { RegisterId.OSLSR_EL1, true, false },
        { RegisterId.OSDLR_EL1, true, true },
        { RegisterId.DBGPRCR_EL1, true, true },
        { RegisterId.MDSCR_EL1, true, true },
        { RegisterId.MDCCINT_EL1, true, true },
        { RegisterId.OSECCR_EL1, true, true },
        { RegisterId.OSDTRRX_EL1, true, true },
        { RegisterId.OSDTRTX_EL1, true, true },
        { RegisterId.DBGBVRn_EL1, true, true },
        { RegisterId.DBGBCRn_EL1, true, true },
        { RegisterId.DBGWVRn_EL1, true, true },
        { RegisterId.DBGWCRn_EL1, true, true },
        { RegisterId.DBGCLAIMSET_EL1, true, true },
        { RegisterId.DBGCLAIMCLR_EL1, true, true },
        { RegisterId.DBGAUTHSTATUS_EL1, true, false },
        { RegisterId.MDCCSR_EL0, true, false },
        { RegisterId.MDRAR_EL1, true, false },
        { RegisterId.ID_AA64DFR0_EL1, true, false },
        { RegisterId.CONTEXTIDR_EL1, true, true },
        { RegisterId.ELR_EL1, true, true },
        { RegisterId.SPSR_EL1, true, true },
    };

    [Theory]
    [MemberData(nameof(AccessAtEl1))]
    public void REG_1_an_access_that_the_table_does_not_define_is_UNDEFINED(RegisterId register, bool readable, bool writable)
    {
        var probe = new Probe(locked: true);
        Assert.Equal(readable ? "15 C+8" : "00 C+0", probe.Shows(At(1, Mrs(register))));
        Assert.Equal(writable ? "15 C+8" : "00 C+0", probe.Shows(At(1, Msr(register, 0))));
    }

    [Fact]
    public void REG_1_every_register_of_the_table_is_tried() =>
        Assert.Equal(Enum.GetValues<RegisterId>(), AccessAtEl1.Select(static row => (RegisterId)row[0]).Order());

    [Theory]
    [InlineData(RegisterId.DBGBVRn_EL1, 3, 16)]
    [InlineData(RegisterId.DBGBCRn_EL1, 3, 16)]
    [InlineData(RegisterId.DBGWVRn_EL1, 2, 16)]
    [InlineData(RegisterId.DBGWCRn_EL1, 2, 16)]
    public void REG_1_a_number_that_is_not_implemented_is_UNDEFINED(RegisterId register, int few, int many)
    {
        foreach (var (count, configuration) in ((int, PeConfiguration)[])[(few, new() { Breakpoints = 3, Watchpoints = 2 }),
            (many, new() { Breakpoints = 16, Watchpoints = 16 })])
        {
            for (var n = 0; n < 16; n++)
            {
                var expected = n < count ? "15 C+8" : "00 C+0";
                Assert.Equal(expected, new Probe(configuration).Shows(At(1, Mrs(register, n))));
                Assert.Equal(expected, new Probe(configuration).Shows(At(1, Msr(register, 0, n))));
            }
        }
    }

    [Fact]
    public void REG_2_TDCC_traps_an_EL0_read_of_MDCCSR_EL0_to_EL1()
    {
        foreach (var locked in (bool[])[false, true])
        {
            var probe = new Probe(locked: locked);
            Assert.Equal("15 C+12", probe.Shows(At(0, Nop, Mrs(RegisterId.MDCCSR_EL0))));
            var taken = probe.Set(RegisterId.MDSCR_EL1, TDCC).Takes(At(0, Nop, Mrs(RegisterId.MDCCSR_EL0)));
            // The second instruction of a block uses X2.
            Assert.Equal((0x18u << 26 | 1 << 25 | 0x20C003 | 2 << 5, uint.MaxValue, C + 4), (taken.Esr, taken.EsrMask, taken.Elr));
            Assert.Equal("00 C+0", probe.Shows(At(0, Msr(RegisterId.MDCCSR_EL0, 0))));
            Assert.Equal("15 C+8", probe.Shows(At(1, Mrs(RegisterId.MDCCSR_EL0))));
        }
    }

    [Theory]
    [InlineData(2, 2, 1, true)]
    [InlineData(6, 4, 2, false)]
    [InlineData(16, 16, 16, true)]
    public void REG_3_ID_AA64DFR0_describes_the_PE(int breakpoints, int watchpoints, int contextAware, bool doubleLock)
    {
        var configuration = new PeConfiguration { Breakpoints = breakpoints, Watchpoints = watchpoints, ContextAware = contextAware, DoubleLock = doubleLock };
        var read = new Probe(configuration).Get(RegisterId.ID_AA64DFR0_EL1);
        Assert.Equal(0xF0_F0F0_F000UL, read.Mask & 0xF0_F0F0_F000UL);
        Assert.Equal((ulong)(breakpoints - 1), read.Value >> 12 & 15);
        Assert.Equal((ulong)(watchpoints - 1), read.Value >> 20 & 15);
        Assert.Equal((ulong)(contextAware - 1), read.Value >> 28 & 15);
        Assert.Equal(doubleLock ? 0UL : 15, read.Value >> 36 & 15);
    }

    [Fact]
    public void REG_3_an_EL0_read_of_ID_AA64DFR0_traps_with_FEAT_IDST_and_is_UNDEFINED_without()
    {
        var taken = new Probe(PeConfiguration.Default with { Idst = true }).Takes(At(0, Mrs(RegisterId.ID_AA64DFR0_EL1)));
        Assert.Equal((0x18u << 26 | 1 << 25 | 3 << 20 | 1 << 5 | 5 << 1 | 1, uint.MaxValue, C), (taken.Esr, taken.EsrMask, taken.Elr));
        Assert.Equal("00 C+0", new Probe().Shows(At(0, Mrs(RegisterId.ID_AA64DFR0_EL1))));
    }

    [Fact]
    public void REG_4_DAIFSet_and_DAIFClr_change_D_at_once_at_EL1()
    {
        var probe = new Probe().Breakpoint(C + 4, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        Assert.Equal("31 C+4", probe.Shows(At(1, new Instruction(Opcode.DAIFClr), Nop) with { D = true }));
        Assert.Equal("15 C+12", probe.Shows(At(1, new Instruction(Opcode.DAIFSet), Nop)));
    }

    [Theory]
    [InlineData(Opcode.DAIFSet, 6u)]
    [InlineData(Opcode.DAIFClr, 7u)]
    public void REG_4_DAIFSet_and_DAIFClr_trap_to_EL1_at_EL0(Opcode opcode, uint op2)
    {
        var taken = new Probe().Takes(At(0, new Instruction(opcode)));
        var iss = op2 << 17 | 3u << 14 | 4u << 10 | 31u << 5 | 8u << 1;
        Assert.Equal((0x18u << 26 | 1 << 25 | iss, uint.MaxValue, C), (taken.Esr, taken.EsrMask, taken.Elr));
    }

    [Theory]
    [InlineData(RegisterId.DBGBVRn_EL1, 3, 0x4010_0084UL)]
    [InlineData(RegisterId.DBGBCRn_EL1, 5, 0x0030_01E7UL)]
    [InlineData(RegisterId.DBGWVRn_EL1, 3, 0x4011_0044UL)]
    [InlineData(RegisterId.DBGWCRn_EL1, 3, 0x0414_1FFFUL)]
    [InlineData(RegisterId.MDCCINT_EL1, 0, 0x6000_0000UL)]
    [InlineData(RegisterId.DBGPRCR_EL1, 0, 1UL)]
    [InlineData(RegisterId.OSDLR_EL1, 0, 1UL)]
    [InlineData(RegisterId.CONTEXTIDR_EL1, 0, 0x89AB_CDEFUL)]
    public void REG_5_registers_read_back_what_was_written_to_their_implemented_fields(RegisterId register, int n, ulong value)
    {
        foreach (var locked in (bool[])[false, true])
        {
            var probe = new Probe(PeConfiguration.Default with { DoubleLock = true }, locked).Set(register, value, n);
            AssertHolds(probe.Get(register, n), value);
            var cleared = probe.Set(register, 0, n).Get(register, n);
            Assert.Equal(0UL, cleared.Value & cleared.Mask);
        }
    }

    [Fact]
    public void REG_5_every_breakpoint_and_watchpoint_is_a_register_of_its_own()
    {
        var probe = new Probe(new PeConfiguration { Breakpoints = 16, Watchpoints = 16, ContextAware = 1 });
        for (var n = 0; n < 16; n++)
            probe.Set(RegisterId.DBGBVRn_EL1, 0x1000UL + (ulong)(4 * n), n).Set(RegisterId.DBGWVRn_EL1, 0x2000UL + (ulong)(4 * n), n);
        for (var n = 0; n < 16; n++)
        {
            AssertHolds(probe.Get(RegisterId.DBGBVRn_EL1, n), 0x1000UL + (ulong)(4 * n));
            AssertHolds(probe.Get(RegisterId.DBGWVRn_EL1, n), 0x2000UL + (ulong)(4 * n));
        }
    }

    [Fact]
    public void REG_5_what_does_not_read_back_on_every_PE_is_not_compared()
    {
        // BT[3:1] of a breakpoint that is not context-aware, LBN of one that is not linked, BAS that is neither 0 nor 0xF.
        Assert.Equal(0UL, new Probe().Get(RegisterId.DBGBCRn_EL1).Mask & (0xEUL << 20 | 0xFUL << 16));
        Assert.Equal(0UL, new Probe().Set(RegisterId.DBGBCRn_EL1, 0x25).Get(RegisterId.DBGBCRn_EL1).Mask & 0xFUL << 5);
        Assert.Equal(0xFUL << 20, new Probe().Get(RegisterId.DBGBCRn_EL1, 5).Mask & 0xFUL << 20);
        // LBN of a watchpoint that is not linked.
        Assert.Equal(0x1F10_FFFFUL | 1UL << 13, new Probe().Get(RegisterId.DBGWCRn_EL1).Mask);
    }

    [Fact]
    public void REG_5_LBN_of_a_linked_breakpoint_or_watchpoint_is_compared()
    {
        var read = new Probe().Set(RegisterId.DBGBCRn_EL1, Bcr(bt: 1, lbn: 5)).Get(RegisterId.DBGBCRn_EL1);
        Assert.Equal((0x001F_E1E7UL, (ulong)Bcr(bt: 1, lbn: 5)), (read.Mask, read.Value & read.Mask));
        Assert.Equal(0x1F1F_FFFFUL, new Probe().Set(RegisterId.DBGWCRn_EL1, Wcr(wt: 1, lbn: 5)).Get(RegisterId.DBGWCRn_EL1).Mask);
    }

    [Theory]
    [InlineData(5, 0u, 0x0001_FFFF_FFFF_FFFCUL)]
    [InlineData(5, 1u, 0x0001_FFFF_FFFF_FFFCUL)]
    [InlineData(5, 2u, 0xFFFF_FFFFUL)]
    [InlineData(5, 3u, 0xFFFF_FFFFUL)]
    [InlineData(0, 2u, 0x0001_FFFF_FFFF_FFFCUL)]
    public void REG_5_DBGBVR_is_an_address_or_for_the_context_types_of_a_context_aware_breakpoint_the_context(int n, uint bt, ulong mask) =>
        Assert.Equal(mask, new Probe().Set(RegisterId.DBGBCRn_EL1, Bcr(bt: bt), n).Get(RegisterId.DBGBVRn_EL1, n).Mask);
}
