using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Hardware.Bench;

namespace OsLockConformance.Tests.Hardware;

public class ExceptionTests
{
    [Theory]
    [InlineData(EntryMode.EL1h, 5u)]
    [InlineData(EntryMode.EL1t, 4u)]
    [InlineData(EntryMode.EL0t, 0u)]
    public void SVC_1_SVC_is_taken_with_its_immediate_after_the_instruction(EntryMode mode, uint m)
    {
        var taken = new Bench().Run(mode, true, false, Nop, Svc).Took(0x15, 7, 2);
        Assert.Equal(m | SPSR_EL1.D, taken.Spsr);
        Assert.Equal(0UL, taken.Far);
    }

    [Fact]
    public void DBG_8_exception_entry_masks_and_goes_to_EL1h()
    {
        var bench = new Bench();
        bench.AtEl0(Svc);
        Assert.Equal(5 | SPSR_EL1.D | SPSR_EL1.AIF, bench.Pe.PSTATE);
        Assert.Equal(GuestLayout.Vectors + 0x400, bench.Pe.PC);
        bench.Run(EntryMode.EL1t, false, false, Svc);
        Assert.Equal(GuestLayout.Vectors, bench.Pe.PC);
        bench.AtEl1(Svc);
        Assert.Equal(GuestLayout.Vectors + 0x200, bench.Pe.PC);
    }

    [Fact]
    public void UDF_is_UNDEFINED() => new Bench().AtEl1(new Instruction(Opcode.UDF, Value: 3)).WasUndefined(0);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DBG_6_OSL_7_BRK_is_always_taken(bool locked)
    {
        var bench = new Bench(locked: locked);
        bench.Run(EntryMode.EL1h, true, false, Brk(0xBEEF)).Took(0x3C, 0xBEEF, 0);
        bench.AtEl0(Brk(0x1_0001)).Took(0x3C, 1, 0);
    }

    [Fact]
    public void ILL_1_an_illegal_return_of_the_monitor_makes_the_first_instruction_fail()
    {
        var taken = new Bench().Run(EntryMode.Illegal, false, false, Nop).Took(0x0E, 0, 0);
        Assert.Equal(5 | SPSR_EL1.IL, taken.Spsr);
    }

    [Fact]
    public void ILL_1_IL_in_the_SPSR_is_restored()
    {
        var taken = new Bench().Run(Block(EntryMode.EL0t, true, false, true, 0, [Nop])).Took(0x0E, 0, 0);
        Assert.Equal(SPSR_EL1.IL | SPSR_EL1.D, taken.Spsr);
    }

    [Fact]
    public void ERET_at_EL0_is_UNDEFINED() => new Bench().AtEl0(Eret).WasUndefined(0);

    [Fact]
    public void A_guest_ERET_goes_where_ELR_and_SPSR_say()
    {
        var bench = new Bench().AtEl1(Msr(RegisterId.ELR_EL1, GuestLayout.Slot(2)), Msr(RegisterId.SPSR_EL1, SPSR_EL1.D), Eret);
        var taken = bench.Event;
        Assert.Equal(GuestLayout.Slot(2) + 4, taken.Elr);
        Assert.Equal(SPSR_EL1.D, taken.Spsr);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(8u)]
    [InlineData(9u)]
    [InlineData(0x10u)]
    [InlineData(0x15u)]
    public void SST_4_an_illegal_guest_ERET_stays_at_EL1_and_sets_IL(uint m)
    {
        var bench = new Bench().Run(EntryMode.EL1t, false, false,
            Msr(RegisterId.ELR_EL1, Pc(0, 1)), Msr(RegisterId.SPSR_EL1, m | SPSR_EL1.D), Eret);
        Assert.Equal(0x0Eu, bench.Event.Esr >> 26);
        Assert.Equal(Pc(0, 1), bench.Event.Elr);
        Assert.Equal(4 | SPSR_EL1.IL | SPSR_EL1.D, bench.Event.Spsr);
    }

    [Fact]
    public void RUN_1_a_program_that_goes_on_too_long_spins()
    {
        var bench = new Bench().AtEl1(Nop, Eret);
        Assert.Equal(new ObservedEvent { Kind = ObservedEventKind.Spin }, bench.Event);
        bench.AtEl1(Nop).Terminated(1);
        Assert.Equal(PeStop.Spin, bench.Enter(EntryMode.EL1h, false, Msr(RegisterId.SPSR_EL1, 5), Msr(RegisterId.ELR_EL1, Pc(0)), Eret));
        Assert.Equal(GuestLayout.InstructionBudget, bench.Progress.Executed);
    }

    [Theory]
    [InlineData(GuestLayout.Vectors - 8)]
    [InlineData(GuestLayout.Vectors + 0x80)]
    [InlineData(GuestLayout.Vectors + 0x480)]
    [InlineData(0x1234UL)]
    [InlineData(GuestLayout.SlotBase + 2)]
    [InlineData(GuestLayout.SlotBase + (GuestLayout.SlotStride * GuestLayout.SlotCount))]
    public void RUN_1_a_return_to_where_no_code_is_spins(ulong address)
    {
        var bench = new Bench().AtEl1(Msr(RegisterId.ELR_EL1, address), Eret);
        Assert.Equal(ObservedEventKind.Spin, bench.Event.Kind);
    }

    [Fact]
    public void MEM_1_loads_return_what_stores_wrote()
    {
        var bench = new Bench();
        var cell = GuestLayout.Cell(3);
        bench.AtEl0(Str(cell + 1, 0), Str(cell + 4, 1), Ldr(cell));
        Assert.Equal(0x0000_A5A5_0000_A500UL, bench.Value(2));
        bench.AtEl1(Ldxr(cell + 4, 2), Ldr(cell + 1, 0), Ldr(cell + 6, 1));
        Assert.Equal(0xA5A5UL, bench.Value(0));
        Assert.Equal(0xA5UL, bench.Value(1));
        Assert.Equal(0UL, bench.Value(2));
    }

    [Fact]
    public void An_access_outside_the_cells_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new Bench().AtEl1(Ldr(GuestLayout.CellBase + 8)));
}
