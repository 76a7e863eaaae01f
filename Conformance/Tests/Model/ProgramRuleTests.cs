using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>MEM-1, SVC-1, UND-1, ILL-1 and RUN-1: what surrounds the debug rules.</summary>
public sealed class ProgramRuleTests
{
    private const ulong Stored = 0xA5A5_A5A5_A5A5_A5A5;

    [Theory]
    [InlineData(0, 0, 0xA5UL)]
    [InlineData(0, 7, 0xA500_0000_0000_0000UL)]
    [InlineData(1, 2, 0xA5A5_0000UL)]
    [InlineData(2, 4, 0xA5A5_A5A5_0000_0000UL)]
    [InlineData(3, 0, Stored)]
    public void MEM_1_a_store_changes_the_bytes_that_it_covers(int size, int offset, ulong content)
    {
        var probe = new Probe();
        probe.Do(At(0, new Instruction(Opcode.STR, Index: (byte)size, Value: Cell + (ulong)offset)));
        Assert.Equal(MaskedValue.Exactly(content), probe.Do(At(1, Ldr)).Values[0]);
        Assert.Equal(MaskedValue.Exactly(0), probe.Do(At(1, new Instruction(Opcode.LDR, Index: 3, Value: GuestLayout.Cell(1)))).Values[0]);
    }

    [Theory]
    [InlineData(Opcode.LDR)]
    [InlineData(Opcode.LDXR)]
    public void MEM_1_a_load_returns_what_the_last_store_wrote_cut_to_its_size(Opcode load)
    {
        var probe = new Probe();
        Assert.Equal(MaskedValue.Exactly(0), probe.Do(At(0, new Instruction(load, Index: 3, Value: Cell))).Values[0]);
        for (var size = 0; size < 4; size++)
        {
            var outcome = probe.Do(At(0, Str, new Instruction(load, Index: (byte)size, Value: Cell)));
            Assert.Equal(2, outcome.ValuesPresent);
            Assert.Equal(MaskedValue.Exactly(Stored >> (64 - (8 << size))), outcome.Values[1]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SVC_1_SVC_is_taken_with_its_immediate_and_ELR_after_it(int el)
    {
        var taken = new Probe().Takes(At(el, Nop, new Instruction(Opcode.SVC, Value: 0xBEEF), Nop));
        Assert.Equal((0x15u << 26 | 1 << 25 | 0xBEEF, uint.MaxValue, C + 8), (taken.Esr, taken.EsrMask, taken.Elr));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void UND_1_UDF_is_UNDEFINED_with_a_syndrome_of_zero(int el)
    {
        var taken = new Probe().Takes(At(el, Nop, new Instruction(Opcode.UDF, Value: 0xFFFF)));
        Assert.Equal((1u << 25, uint.MaxValue, C + 4), (taken.Esr, taken.EsrMask, taken.Elr));
    }

    [Fact]
    public void UND_1_ERET_at_EL0_is_UNDEFINED()
    {
        var taken = new Probe().Takes(At(0, Nop, new Instruction(Opcode.ERET)));
        Assert.Equal((1u << 25, uint.MaxValue, C + 4), (taken.Esr, taken.EsrMask, taken.Elr));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ILL_1_with_PSTATE_IL_set_the_next_instruction_takes_EC_0x0E(int el)
    {
        var probe = new Probe();
        var taken = probe.Takes(At(el, Str) with { IL = true });
        Assert.Equal((0x0Eu << 26 | 1 << 25, uint.MaxValue, C), (taken.Esr, taken.EsrMask, taken.Elr));
        Assert.Equal(1u << 20, taken.Spsr & taken.SpsrMask & 1 << 20);
        Assert.Equal(MaskedValue.Exactly(0), probe.Do(At(1, Ldr)).Values[0]);
    }

    [Fact]
    public void ILL_1_a_return_with_a_reserved_mode_sets_PSTATE_IL() =>
        Assert.Equal("0e C+0", new Probe().Shows(At(1, Nop) with { Mode = EntryMode.Illegal }));

    [Fact]
    public void RUN_1_a_program_that_returns_to_where_it_has_been_is_no_test()
    {
        // After the entry ELR_EL1 is the start of the block.
        Assert.True(new Probe().Expect(At(1, Nop, new Instruction(Opcode.ERET))).Spins);
        Assert.False(new Probe().Expect(At(1, Msr(RegisterId.ELR_EL1, GuestLayout.Slot(3)), new Instruction(Opcode.ERET))).Spins);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RUN_1_a_return_to_a_later_instruction_that_has_run_is_no_test(int position)
    {
        var expectation = new Probe().Expect(At(1, Nop, Msr(RegisterId.ELR_EL1, C + (4 * (ulong)position)), new Instruction(Opcode.ERET)));
        Assert.True(expectation.Spins);
        Assert.Equal(ObservedEventKind.Spin, expectation[0].Events[0].Kind);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(0x14)]
    [InlineData(0x20)]
    [InlineData(0x1000)]
    public void RUN_1_a_return_to_where_no_instruction_is_is_no_test(int offset) =>
        Assert.True(new Probe().Expect(At(1, Msr(RegisterId.ELR_EL1, C + (ulong)offset), new Instruction(Opcode.ERET))).Spins);

    [Fact]
    public void RUN_1_a_return_to_another_block_meets_its_terminator() =>
        Assert.Equal("15 D+8", new Probe().Shows(At(1, Msr(RegisterId.ELR_EL1, GuestLayout.Slot(3) + 4), new Instruction(Opcode.ERET))));

    [Fact]
    public void RUN_1_a_return_to_AArch32_is_no_test_where_EL0_has_it_and_illegal_where_it_has_not()
    {
        const ulong User32 = 0x10, Supervisor32 = 0x13;
        foreach (var aarch32 in (bool[])[false, true])
        {
            var probe = new Probe(new PeConfiguration { AArch32 = aarch32 });
            Assert.Equal(aarch32, probe.Expect(Return(User32)).Spins);
            Assert.Equal("0e C+12", probe.Shows(Return(Supervisor32)));
            Assert.Equal("15 C+16", probe.Shows(Return(0)));
        }
        Assert.Equal("0e C+12", new Probe().Shows(Return(User32)));

        static ScenarioAction Return(ulong spsr) =>
            At(1, Msr(RegisterId.SPSR_EL1, spsr), Msr(RegisterId.ELR_EL1, C + 12), new Instruction(Opcode.ERET));
    }

    [Fact]
    public void ILL_1_an_illegal_return_leaves_Exception_level_and_stack_pointer_and_its_destination_is_EL1()
    {
        var taken = new Probe().Takes(At(1, Nop) with { Mode = EntryMode.Illegal });
        Assert.Equal(5u, taken.Spsr & SPSR_EL1.M);
        // Software step is enabled at EL0 and not at EL1: a destination of EL0 would take SPSR_EL1.SS.
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, SS);
        taken = probe.Takes(At(1, Msr(RegisterId.SPSR_EL1, SPSR_EL1.AArch32 | SPSR_EL1.SS), Msr(RegisterId.ELR_EL1, C + 12), new Instruction(Opcode.ERET)));
        Assert.Equal(0u, taken.Spsr & SPSR_EL1.SS);
    }

    [Theory]
    [InlineData(8UL)]
    [InlineData(0x100UL)]
    public void MEM_1_an_access_outside_of_the_cells_is_refused(ulong offset) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Probe().Do(At(1, new Instruction(Opcode.LDR, Index: 3, Value: Cell + offset))));

    [Fact]
    public void RUN_1_a_program_leaves_its_block_by_the_terminator_at_the_latest()
    {
        for (var length = 1; length <= GuestLayout.BlockLength; length++)
        {
            var block = At(0, Nop, Nop, Nop) with { Length = (byte)length };
            Assert.False(new Probe().Expect(block).Spins);
            var taken = new Probe().Takes(block);
            Assert.Equal((0x15u << 26 | 1 << 25, C + (4 * (ulong)length) + 4), (taken.Esr, taken.Elr));
        }
    }
}
