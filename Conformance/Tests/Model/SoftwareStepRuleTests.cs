using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>SST-1 to SST-6: the software step state machine.</summary>
public sealed class SoftwareStepRuleTests
{
    private const uint Stepping = 1u << 21;
    private const uint IsvEx = 1u << 24 | 1u << 6;

    private static readonly Instruction Eret = new(Opcode.ERET);
    private static readonly ulong D = GuestLayout.Slot(3);

    private static Probe Armed() => new Probe().Set(RegisterId.MDSCR_EL1, SS | KDE);

    [Theory]
    [InlineData(0, 0xCA00_0022u)]
    [InlineData(1, 0xCE00_0022u)]
    public void SST_1_an_active_pending_step_is_taken_before_the_instruction_with_ISV_0(int el, uint esr)
    {
        var taken = Armed().Takes(At(el, Str));
        Assert.Equal((esr, uint.MaxValue, C), (taken.Esr, taken.EsrMask, taken.Elr));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SST_1_ISV_is_1_after_a_stepped_instruction_and_EX_after_a_stepped_load_exclusive(int el)
    {
        var exclusive = new Instruction(Opcode.LDXR, Index: 3, Value: Cell);
        foreach (var (instruction, bits) in ((Instruction, uint)[])[(Nop, 1u << 24), (Ldr, 1u << 24), (Isb, 1u << 24), (exclusive, IsvEx)])
        {
            var taken = Armed().Takes(At(el, instruction, Nop) with { SS = true });
            Assert.Equal((C + 4, uint.MaxValue), (taken.Elr, taken.EsrMask));
            Assert.Equal(bits, taken.Esr & IsvEx);
        }
    }

    [Fact]
    public void SST_1_ISV_is_0_when_unmasking_or_unlocking_made_the_step_enabled()
    {
        var unmasked = Armed().Takes(At(1, new Instruction(Opcode.DAIFClr), Nop) with { D = true });
        Assert.Equal((C + 4, 0u), (unmasked.Elr, unmasked.Esr & unmasked.EsrMask & IsvEx));
        Assert.Equal(IsvEx, unmasked.EsrMask & IsvEx);

        var unlocked = Armed().Set(RegisterId.OSLAR_EL1, 1).Expect(At(1, Msr(RegisterId.OSLAR_EL1, 0), Isb, Nop));
        for (var i = 0; i < unlocked.Count; i++)
            Assert.Equal(0u, unlocked[i].Events[0].Esr & IsvEx);
    }

    [Theory]
    [InlineData(Opcode.NOP)]
    [InlineData(Opcode.ISB)]
    [InlineData(Opcode.LDR)]
    [InlineData(Opcode.STR)]
    [InlineData(Opcode.LDXR)]
    [InlineData(Opcode.DAIFClr)]
    public void SST_2_an_instruction_that_completes_clears_PSTATE_SS(Opcode opcode)
    {
        var taken = Armed().Takes(At(1, new Instruction(opcode, Index: 3, Value: Cell), Nop) with { SS = true });
        Assert.Equal(0xCE00_0022u, taken.Esr & ~IsvEx);
        Assert.Equal(C + 4, taken.Elr);
        Assert.Equal(Stepping, taken.SpsrMask & Stepping);
        Assert.Equal(0u, taken.Spsr & Stepping);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SST_2_SVC_clears_PSTATE_SS_before_it_is_taken(int el) =>
        Assert.Equal(0u, ExceptionRuleTests.Spsr(Armed(), At(el, Svc) with { SS = true }) & Stepping);

    [Fact]
    public void SST_2_a_stepped_register_access_advances()
    {
        var taken = Armed().Takes(At(1, Mrs(RegisterId.OSLSR_EL1), Nop) with { SS = true });
        Assert.Equal((C + 4, 1u << 24), (taken.Elr, taken.Esr & IsvEx));
    }

    [Fact]
    public void SST_2_the_advance_looks_at_MDSCR_SS_alone()
    {
        // The stepped MSR takes the lock: whether or not the step exception still comes, PSTATE.SS is 0 afterwards.
        var expectation = Armed().Expect(At(1, Msr(RegisterId.OSLAR_EL1, 1), Brk(0)) with { SS = true });
        Assert.Equal(2, expectation.Count);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(C + 4, expectation[i].Events[0].Elr);
            Assert.Equal(0u, expectation[i].Events[0].Spsr & expectation[i].Events[0].SpsrMask & Stepping);
            Assert.Equal(Stepping, expectation[i].Events[0].SpsrMask & Stepping);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SST_3_BRK_UNDEFINED_breakpoints_and_watchpoints_do_not_advance(int el)
    {
        var probe = new Probe().Breakpoint(D, Bcr()).Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, SS | KDE | MDE);
        foreach (var action in (ScenarioAction[])[At(el, Brk(1)), At(el, new Instruction(Opcode.UDF)), At(el, Mrs(RegisterId.OSLAR_EL1)), At(el, Ldr),
            At(el, Str), At(el, Nop) with { Slot = 3 }, At(el, Nop) with { IL = true }])
            Assert.Equal(Stepping, ExceptionRuleTests.Spsr(probe, action with { SS = true }) & Stepping);
    }

    [Fact]
    public void SST_3_trapped_accesses_do_not_advance()
    {
        var probe = new Probe(PeConfiguration.Default with { Idst = true }).Set(RegisterId.MDSCR_EL1, SS | TDCC);
        foreach (var instruction in (Instruction[])[Mrs(RegisterId.MDCCSR_EL0), Mrs(RegisterId.ID_AA64DFR0_EL1), new Instruction(Opcode.DAIFSet)])
        {
            var taken = probe.Takes(At(0, instruction) with { SS = true });
            Assert.Equal(0x18u, taken.Esr >> 26);
            Assert.Equal(Stepping, taken.Spsr & taken.SpsrMask & Stepping);
        }
    }

    [Fact]
    public void SST_4_a_return_from_a_masked_source_takes_SS_only_if_MDSCR_SS_is_1_and_the_destination_is_enabled()
    {
        for (var bits = 0; bits < 32; bits++)
        {
            var (el, kde, d, ss, step) = (bits & 1, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
            var probe = new Probe().Set(RegisterId.MDSCR_EL1, (kde ? KDE : 0) | (step ? SS : 0));
            var enabled = step && (el == 0 || (kde && !d));
            var action = At(el, Brk(1)) with { D = d, SS = ss };
            if (enabled && !ss)
                Assert.Equal(el == 0 ? "32 C+0" : "33 C+0", probe.Shows(action));
            else
                Assert.Equal(enabled ? Stepping : 0, ExceptionRuleTests.Spsr(probe, action) & Stepping);
        }
    }

    [Fact]
    public void SST_4_a_return_from_a_source_where_debug_exceptions_are_enabled_clears_SS()
    {
        // SPSR.SS is 1 and step is enabled at both ends: the step is pending at D, where the terminator would run otherwise.
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, KDE);
        var block = At(1, Msr(RegisterId.ELR_EL1, D), Msr(RegisterId.MDSCR_EL1, SS | KDE), Eret) with { SS = true };
        Assert.Equal(["33 C+8", "33 D+0"], probe.Allows(block));
        // With D set at the source, where the return is entered with D = 1 too, it is masked at the destination and clears SS as well.
        Assert.Equal("15 D+4", probe.Shows(block with { D = true }));
    }

    [Fact]
    public void SST_4_an_ERET_does_not_advance_but_its_return_from_an_enabled_source_leaves_a_pending_step()
    {
        // From EL1 with KDE clear the source is masked: SPSR.SS = 1 goes on and one instruction runs at EL0.
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, SS);
        var toEl0 = At(1, Msr(RegisterId.SPSR_EL1, Stepping | 0x1C0), Msr(RegisterId.ELR_EL1, D), Eret);
        Assert.Equal("15 D+4", probe.Shows(toEl0));
        Assert.Equal("32 D+0", probe.Shows(At(1, Msr(RegisterId.SPSR_EL1, 0x1C0), Msr(RegisterId.ELR_EL1, D), Eret)));
    }

    [Fact]
    public void SST_4_an_illegal_return_stays_at_EL1_sets_IL_and_still_takes_SPSR_SS()
    {
        var illegal = At(1, Nop) with { Mode = EntryMode.Illegal };
        Assert.Equal("0e C+0", new Probe().Shows(illegal));
        Assert.Equal("33 C+0", Armed().Shows(illegal));
        Assert.Equal(5u | 1 << 20 | Stepping, ExceptionRuleTests.Spsr(Armed(), illegal with { SS = true }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SST_5_while_locked_step_is_disabled_and_a_return_clears_SS(int el)
    {
        var probe = Armed();
        Assert.Equal(Stepping, ExceptionRuleTests.Spsr(probe, At(el, Brk(1)) with { SS = true }) & Stepping);
        probe.Do(OsLock);
        Assert.Equal(0u, ExceptionRuleTests.Spsr(probe, At(el, Brk(1)) with { SS = true }) & Stepping);
        Assert.Equal("15 C+12", probe.Shows(At(el, Nop, Nop) with { SS = true }));
        Assert.Equal("15 C+12", probe.Shows(At(el, Nop, Nop)));
    }

    [Fact]
    public void SST_6_a_step_that_waits_behind_the_lock_is_taken_when_it_is_released()
    {
        var probe = Armed();
        probe.Do(OsLock);
        Assert.Equal("15 C+16", probe.Shows(At(1, Nop, Isb, Nop)));
        Assert.Equal(["33 C+4", "33 C+8"], probe.Allows(At(1, Msr(RegisterId.OSLAR_EL1, 0), Isb, Nop)));
    }

    [Fact]
    public void SST_6_it_is_not_taken_if_SS_KDE_or_D_has_changed_meanwhile()
    {
        var unlocking = At(1, Msr(RegisterId.OSLAR_EL1, 0), Isb, Nop);
        var probe = Armed();
        probe.Do(OsLock);
        Assert.Equal("15 C+16", probe.Shows(unlocking with { D = true }));
        foreach (var mdscr in (ulong[])[SS, KDE])
        {
            probe = Armed();
            probe.Do(OsLock);
            Assert.Equal("15 C+16", probe.Set(RegisterId.MDSCR_EL1, mdscr).Shows(unlocking));
        }
    }
}
