using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class SystemRegisterTests
{
    private const ulong All = ulong.MaxValue;

    [Fact]
    public void CLM_1_CLAIMSET_reads_all_ones_and_sets_CLAIMCLR_reads_and_clears()
    {
        var bench = new Bench();
        bench.Set(RegisterId.DBGCLAIMSET_EL1, 0x90);
        bench.AtEl1(Msr(RegisterId.DBGCLAIMSET_EL1, 0x1F0), Mrs(RegisterId.DBGCLAIMSET_EL1), Mrs(RegisterId.DBGCLAIMCLR_EL1));
        Assert.Equal(0xFFUL, bench.Value(1));
        Assert.Equal(0xF0UL, bench.Value(2));
        bench.AtEl1(Msr(RegisterId.DBGCLAIMCLR_EL1, 0x30), Mrs(RegisterId.DBGCLAIMCLR_EL1));
        Assert.Equal(0xC0UL, bench.Value(1));
    }

    [Theory]
    [InlineData(RegisterId.DBGBVRn_EL1, 0, All)]
    [InlineData(RegisterId.DBGBCRn_EL1, 0, 0x001F_E1E7UL)]
    [InlineData(RegisterId.DBGBCRn_EL1, 3, 0x001F_E1E7UL)]
    [InlineData(RegisterId.DBGBCRn_EL1, 4, 0x00FF_E1E7UL)]
    [InlineData(RegisterId.DBGWVRn_EL1, 1, ~3UL)]
    [InlineData(RegisterId.DBGWCRn_EL1, 1, 0x1F1F_FFFFUL)]
    [InlineData(RegisterId.MDCCINT_EL1, 0, 0x6000_0000UL)]
    [InlineData(RegisterId.DBGPRCR_EL1, 0, 1UL)]
    [InlineData(RegisterId.CONTEXTIDR_EL1, 0, 0xFFFF_FFFFUL)]
    [InlineData(RegisterId.ELR_EL1, 0, All)]
    [InlineData(RegisterId.SPSR_EL1, 0, 0x30_03DFUL)]
    public void REG_5_registers_read_back_their_implemented_fields(RegisterId id, int n, ulong implemented)
    {
        var bench = new Bench();
        bench.AtEl1(Msr(id, All, n), Mrs(id, n)).Terminated(2);
        Assert.Equal(implemented, bench.Value(1));
        Assert.Equal(0UL, bench.AtEl1(Msr(id, 0, n), Mrs(id, n)).Value(1));
    }

    [Theory]
    [InlineData(0x1u, 0x3u)]
    [InlineData(0x4u, 0xCu)]
    [InlineData(0xAu, 0x0u)]
    public void DBGBCR_BAS_bits_1_and_3_read_as_copies_of_0_and_2(uint written, uint read)
    {
        var bench = new Bench();
        bench.AtEl1(Msr(RegisterId.DBGBCRn_EL1, written << 5), Mrs(RegisterId.DBGBCRn_EL1));
        Assert.Equal(read << 5, bench.Value(1));
    }

    [Fact]
    public void REG_2_TDCC_traps_MRS_MDCCSR_at_EL0_only()
    {
        var bench = new Bench();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.TDCC);
        bench.AtEl0(Nop, Mrs(RegisterId.MDCCSR_EL0)).Took(0x18, 0x20C003 | (2 << 5), 1);
        bench.AtEl1(Mrs(RegisterId.MDCCSR_EL0)).Terminated(1);
        bench.Set(RegisterId.MDSCR_EL1, 0);
        Assert.Equal(0UL, bench.AtEl0(Mrs(RegisterId.MDCCSR_EL0)).Value(0));
    }

    [Theory]
    [InlineData(6, 4, 2, false, 0x0000_00F0_1030_5006UL)]
    [InlineData(16, 16, 16, true, 0x0000_0000_F0F0_F006UL)]
    [InlineData(2, 2, 1, false, 0x0000_00F0_0010_1006UL)]
    public void REG_3_ID_AA64DFR0_describes_the_PE(int breakpoints, int watchpoints, int contextAware, bool doubleLock, ulong expected)
    {
        var configuration = new PeConfiguration { Breakpoints = breakpoints, Watchpoints = watchpoints, ContextAware = contextAware, DoubleLock = doubleLock };
        Assert.Equal(expected, new Bench(configuration).AtEl1(Mrs(RegisterId.ID_AA64DFR0_EL1)).Value(0));
    }

    [Fact]
    public void REG_3_with_FEAT_IDST_an_EL0_read_of_the_ID_register_traps_to_EL1()
    {
        var bench = new Bench(PeConfiguration.Default with { Idst = true });
        bench.AtEl0(Mrs(RegisterId.ID_AA64DFR0_EL1)).Took(0x18, (3 << 20) | (1 << 5) | (5 << 1) | 1, 0);
        bench.AtEl0(Msr(RegisterId.ID_AA64DFR0_EL1, 0)).WasUndefined(0);
    }

    [Theory]
    [InlineData(Opcode.DAIFSet, 6u)]
    [InlineData(Opcode.DAIFClr, 7u)]
    public void REG_4_MSR_DAIF_at_EL0_traps_to_EL1(Opcode opcode, uint op2) =>
        new Bench().AtEl0(new Instruction(opcode)).Took(0x18, (op2 << 17) | (3 << 14) | (4 << 10) | (31 << 5) | (8 << 1), 0);

    [Fact]
    public void REG_4_MSR_DAIF_at_EL1_changes_D_at_once()
    {
        var bench = new Bench();
        bench.Set(RegisterId.MDSCR_EL1, MDSCR_EL1.MDE | MDSCR_EL1.KDE);
        bench.Breakpoint(0, Pc(1));
        Assert.Equal(SPSR_EL1.D, bench.AtEl1(DaifSet, Nop).Terminated(2).Spsr & SPSR_EL1.D);
        bench.Run(EntryMode.EL1h, true, false, DaifClr, Nop).Took(Same, 0x22, 1);
    }

    [Fact]
    public void ELR_and_SPSR_read_what_the_block_was_entered_with()
    {
        var bench = new Bench().Run(EntryMode.EL1t, true, false, Mrs(RegisterId.ELR_EL1), Mrs(RegisterId.SPSR_EL1));
        Assert.Equal(Pc(0), bench.Value(0));
        Assert.Equal(4 | SPSR_EL1.AIF | SPSR_EL1.D, bench.Value(1));
    }

    [Fact]
    public void An_instruction_that_takes_an_exception_leaves_no_value()
    {
        var bench = new Bench().AtEl0(Mrs(RegisterId.CONTEXTIDR_EL1));
        Assert.Equal(0, bench.Observed.ValuesPresent);
    }
}
