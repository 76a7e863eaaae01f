using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Model;

/// <summary>OSL-8 and OSL-9: the fields and registers that are for saving and restoring while locked.</summary>
public sealed class SaveRestoreRuleTests
{
    private const ulong Ungated = SS | TDCC | KDE | MDE;

    // TFO, RXfull, TXfull, RXO, TXU, INTdis, TDA, SC2, HDE, ERR by their bit numbers.
    private const ulong Gated = 1UL << 31 | 1UL << 30 | 1UL << 29 | 1UL << 27 | 1UL << 26 | 3UL << 22 | 1UL << 21 | 1UL << 19 | 1UL << 14 | 1UL << 6;

    private static readonly PeConfiguration Everything = PeConfiguration.Default with { Trf = true, Sc2 = true, IntDisHigh = true, Spmu = true };

    public static TheoryData<RegisterId, uint> TransferRegisters => new()
    {
        { RegisterId.OSECCR_EL1, 0x60 },
        { RegisterId.OSDTRRX_EL1, 0xFFFF_FFFF },
        { RegisterId.OSDTRTX_EL1, 0xFFFF_FFFF },
    };

    [Fact]
    public void OSL_8_the_save_restore_fields_are_read_write_while_locked()
    {
        var probe = new Probe(Everything, locked: true).Set(RegisterId.MDSCR_EL1, ulong.MaxValue);
        var read = probe.Get(RegisterId.MDSCR_EL1);
        Assert.Equal(Gated | Ungated | 1UL << 34, read.Mask);
        Assert.Equal(read.Mask, read.Value & read.Mask);
        read = probe.Set(RegisterId.MDSCR_EL1, 1UL << 14 | MDE).Get(RegisterId.MDSCR_EL1);
        Assert.Equal(1UL << 14 | MDE, read.Value & read.Mask);
    }

    [Fact]
    public void OSL_8_while_unlocked_a_read_of_the_save_restore_fields_is_UNKNOWN()
    {
        var probe = new Probe(Everything);
        Assert.Equal(Ungated | 1UL << 34, probe.Get(RegisterId.MDSCR_EL1).Mask);
    }

    [Fact]
    public void OSL_8_a_write_while_unlocked_leaves_the_save_restore_fields_as_they_were()
    {
        var probe = new Probe(Everything, locked: true).Set(RegisterId.MDSCR_EL1, 1UL << 14 | 1UL << 26);
        probe.Set(RegisterId.OSLAR_EL1, 0).Set(RegisterId.MDSCR_EL1, 1UL << 27 | 1UL << 21 | MDE).Set(RegisterId.OSLAR_EL1, 1);
        var read = probe.Get(RegisterId.MDSCR_EL1);
        Assert.Equal(Gated, read.Mask & Gated);
        Assert.Equal(1UL << 14 | 1UL << 26 | MDE, read.Value & read.Mask);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OSL_8_SS_TDCC_KDE_and_MDE_are_read_write_in_both_states(bool locked)
    {
        foreach (var value in (ulong[])[SS, TDCC, KDE, MDE, SS | MDE, 0])
        {
            var read = new Probe(locked: locked).Set(RegisterId.MDSCR_EL1, value).Get(RegisterId.MDSCR_EL1);
            Assert.Equal(Ungated, read.Mask & Ungated);
            Assert.Equal(value, read.Value & Ungated);
        }
    }

    [Fact]
    public void OSL_8_fields_that_the_PE_lacks_are_not_compared()
    {
        var absent = 1UL << 31 | 1UL << 19 | 1UL << 23 | 1UL << 34;
        Assert.Equal(0UL, new Probe(locked: true).Get(RegisterId.MDSCR_EL1).Mask & absent);
        Assert.Equal(absent, new Probe(Everything, locked: true).Get(RegisterId.MDSCR_EL1).Mask & absent);
    }

    [Fact]
    public void OSL_8_what_is_written_before_the_lock_is_synchronized_is_UNKNOWN_where_it_differs()
    {
        const ulong Hde = 1UL << 14;
        foreach (var second in (ulong[])[Hde, 0])
        {
            var probe = new Probe();
            probe.Do(El1(Msr(RegisterId.OSLAR_EL1, 1), Msr(RegisterId.MDSCR_EL1, Hde), Msr(RegisterId.MDSCR_EL1, second | MDE)));
            Assert.Equal(0UL, probe.Get(RegisterId.MDSCR_EL1).Mask & Hde);
            Assert.Equal(MDE, probe.Get(RegisterId.MDSCR_EL1).Mask & MDE);
            Assert.Equal(1UL << 6, probe.Get(RegisterId.MDSCR_EL1).Mask & 1UL << 6);
            Assert.Equal(Hde, probe.Set(RegisterId.MDSCR_EL1, Hde).Get(RegisterId.MDSCR_EL1).Mask & Hde);
        }
    }

    [Theory]
    [MemberData(nameof(TransferRegisters))]
    public void OSL_9_a_write_before_the_lock_is_synchronized_leaves_the_register_UNKNOWN(RegisterId register, uint compared)
    {
        var probe = new Probe();
        probe.Do(El1(Msr(RegisterId.OSLAR_EL1, 1), Msr(register, compared)));
        Assert.Equal(MaskedValue.Unknown, probe.Get(register));
    }

    [Theory]
    [MemberData(nameof(TransferRegisters))]
    public void OSL_9_while_locked_the_register_holds_what_was_written(RegisterId register, uint compared)
    {
        var read = new Probe(locked: true).Set(register, 0x1234_5678_9ABC_DEF0).Get(register);
        Assert.Equal(compared, read.Mask);
        Assert.Equal(0x9ABC_DEF0u & compared, read.Value & read.Mask);
    }

    [Theory]
    [MemberData(nameof(TransferRegisters))]
    public void OSL_9_while_unlocked_a_read_is_UNKNOWN(RegisterId register, uint compared)
    {
        Assert.NotEqual(0u, compared);
        Assert.Equal(MaskedValue.Unknown, new Probe(locked: true).Set(register, compared).Set(RegisterId.OSLAR_EL1, 0).Get(register));
    }

    [Fact]
    public void OSL_9_while_unlocked_a_write_of_OSECCR_is_ignored()
    {
        var probe = new Probe(locked: true).Set(RegisterId.OSECCR_EL1, 0x60);
        probe.Set(RegisterId.OSLAR_EL1, 0).Set(RegisterId.OSECCR_EL1, 0).Set(RegisterId.OSLAR_EL1, 1);
        Assert.Equal(new MaskedValue(0x60, 0x60), probe.Get(RegisterId.OSECCR_EL1));
    }

    [Theory]
    [InlineData(RegisterId.OSDTRRX_EL1)]
    [InlineData(RegisterId.OSDTRTX_EL1)]
    public void OSL_9_what_a_write_of_a_transfer_register_does_while_unlocked_is_not_compared(RegisterId register)
    {
        var probe = new Probe(locked: true).Set(register, 7).Set(RegisterId.OSLAR_EL1, 0).Set(RegisterId.OSLAR_EL1, 1);
        Assert.Equal(new MaskedValue(7, uint.MaxValue), probe.Get(register));
        probe.Set(RegisterId.OSLAR_EL1, 0).Set(register, 9).Set(register, 9).Set(RegisterId.OSLAR_EL1, 1);
        Assert.Equal(0UL, probe.Get(register).Mask);
        Assert.Equal(new MaskedValue(3, uint.MaxValue), probe.Set(register, 3).Get(register));
    }
}
