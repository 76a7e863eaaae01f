using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>OSL-12: until a Context synchronization event a write may or may not have taken effect.</summary>
public sealed class SynchronizationRuleTests
{
    private static readonly PeConfiguration DoubleLock = PeConfiguration.Default with { DoubleLock = true };

    /// <summary>Writes of control registers, each of which turns off the breakpoint on what follows.</summary>
    public static TheoryData<RegisterId, ulong> BreakpointStoppers => new()
    {
        { RegisterId.OSLAR_EL1, 1 },
        { RegisterId.OSDLR_EL1, 1 },
        { RegisterId.MDSCR_EL1, KDE },
        { RegisterId.MDSCR_EL1, MDE },
        { RegisterId.DBGBCRn_EL1, 0 },
        { RegisterId.DBGBVRn_EL1, 0 },
        { RegisterId.CONTEXTIDR_EL1, 8 },
    };

    public static TheoryData<RegisterId, ulong> WatchpointStoppers => new()
    {
        { RegisterId.OSLAR_EL1, 1 },
        { RegisterId.DBGWCRn_EL1, 0 },
        { RegisterId.DBGWVRn_EL1, 0 },
    };

    /// <summary>A breakpoint on the address, linked to context 7, which runs.</summary>
    private static Probe WithLinkedBreakpoint(ulong address) => new Probe(DoubleLock)
        .Breakpoint(7, Bcr(bt: 3), 5).Breakpoint(address, Bcr(bt: 1, lbn: 5))
        .Set(RegisterId.CONTEXTIDR_EL1, 7).Set(RegisterId.MDSCR_EL1, MDE | KDE);

    [Theory]
    [MemberData(nameof(BreakpointStoppers))]
    public void OSL_12_without_ISB_a_write_may_or_may_not_affect_the_next_instruction(RegisterId register, ulong value)
    {
        Assert.Equal(["15 C+12", "31 C+4"], WithLinkedBreakpoint(C + 4).Allows(At(1, Msr(register, value), Nop)));
    }

    [Theory]
    [MemberData(nameof(BreakpointStoppers))]
    public void OSL_12_after_ISB_a_write_has_taken_effect(RegisterId register, ulong value)
    {
        Assert.Equal("15 C+16", WithLinkedBreakpoint(C + 8).Shows(At(1, Msr(register, value), Isb, Nop)));
        Assert.Equal("31 C+8", WithLinkedBreakpoint(C + 8).Shows(At(1, Nop, Isb, Nop)));
    }

    [Fact]
    public void OSL_12_a_second_write_leaves_open_what_there_was_before_the_first()
    {
        var probe = new Probe().Breakpoint(C + 8, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        Assert.Equal(["15 C+16", "31 C+8"], probe.Allows(At(1, Msr(RegisterId.MDSCR_EL1, MDE | KDE), Msr(RegisterId.MDSCR_EL1, 0), Nop)));
    }

    [Theory]
    [MemberData(nameof(WatchpointStoppers))]
    public void OSL_12_a_watchpoint_obeys_the_same_rule(RegisterId register, ulong value)
    {
        var probe = new Probe().Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        Assert.Equal(["15 C+12", "35 C+4"], probe.Allows(At(1, Msr(register, value), Ldr)));
        Assert.Equal(["15 C+16"], probe.Allows(At(1, Msr(register, value), Isb, Ldr)));
    }

    [Theory]
    [InlineData(RegisterId.OSLAR_EL1, 1UL, 0UL)]
    [InlineData(RegisterId.OSDLR_EL1, 1UL, 0UL)]
    [InlineData(RegisterId.MDSCR_EL1, 0UL, MDE | KDE)]
    [InlineData(RegisterId.CONTEXTIDR_EL1, 8UL, 7UL)]
    public void OSL_12_a_write_that_turns_the_breakpoint_on_obeys_the_same_rule(RegisterId register, ulong off, ulong on)
    {
        var probe = WithLinkedBreakpoint(C + 4).Set(register, off);
        Assert.Equal(["15 C+12"], probe.Allows(At(1, Nop, Nop)));
        Assert.Equal(["15 C+12", "31 C+4"], probe.Allows(At(1, Msr(register, on), Nop)));
    }

    [Theory]
    [InlineData(RegisterId.OSLAR_EL1)]
    [InlineData(RegisterId.OSDLR_EL1)]
    public void OSL_12_a_write_that_changes_nothing_leaves_nothing_open(RegisterId register)
    {
        Assert.Equal(["31 C+4"], WithLinkedBreakpoint(C + 4).Allows(At(1, Msr(register, 0), Nop)));
        Assert.Equal(["15 C+12"], WithLinkedBreakpoint(C + 4).Set(register, 1).Allows(At(1, Msr(register, 1), Nop)));
    }

    [Fact]
    public void OSL_12_DBGPRCR_needs_synchronization_before_it_opens_the_Double_Lock()
    {
        var probe = new Probe(DoubleLock).Breakpoint(C + 4, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE).Set(RegisterId.OSDLR_EL1, 1);
        Assert.Equal(["15 C+12", "31 C+4"], probe.Allows(At(1, Msr(RegisterId.DBGPRCR_EL1, 1), Nop)));
        Assert.Equal(["15 C+12"], probe.Allows(At(1, Msr(RegisterId.DBGPRCR_EL1, 0), Nop)));
    }

    [Fact]
    public void OSL_12_DBGPRCR_needs_synchronization_too()
    {
        var probe = new Probe(DoubleLock).Breakpoint(C + 4, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE)
            .Set(RegisterId.DBGPRCR_EL1, 1).Set(RegisterId.OSDLR_EL1, 1);
        Assert.Equal(["15 C+12", "31 C+4"], probe.Allows(At(1, Msr(RegisterId.DBGPRCR_EL1, 0), Nop)));
    }

    [Fact]
    public void OSL_12_a_read_of_OSLSR_after_a_write_of_OSLAR_needs_synchronization()
    {
        var unsynchronized = new Probe().Do(At(1, Msr(RegisterId.OSLAR_EL1, 1), Mrs(RegisterId.OSLSR_EL1))).Values[1];
        Assert.Equal(~2UL, unsynchronized.Mask);
        Assert.Equal(8UL, unsynchronized.Value & unsynchronized.Mask);
        var synchronized = new Probe().Do(At(1, Msr(RegisterId.OSLAR_EL1, 1), Isb, Mrs(RegisterId.OSLSR_EL1))).Values[2];
        Assert.Equal((0xAUL, ulong.MaxValue), (synchronized.Value, synchronized.Mask));
    }

    [Fact]
    public void OSL_12_exception_entry_and_return_synchronize()
    {
        var probe = new Probe().Breakpoint(C, Bcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        probe.Do(At(1, Nop) with { D = true });
        Assert.Equal("15 A+8", probe.Shows(El1(Msr(RegisterId.OSLAR_EL1, 1))));
        Assert.Equal("15 C+8", probe.Shows(At(1, Nop)));
    }

    [Fact]
    public void OSL_12_the_step_after_a_stepped_MSR_MDSCR_may_or_may_not_come()
    {
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, SS | KDE);
        Assert.Equal(["15 C+8", "33 C+4"], probe.Allows(At(1, Msr(RegisterId.MDSCR_EL1, KDE)) with { SS = true }));
        Assert.Equal(["15 C+8", "33 C+4"], probe.Allows(At(1, Msr(RegisterId.OSLAR_EL1, 1)) with { SS = true }));
    }

    [Fact]
    public void OSL_12_ERET_synchronizes_before_it_computes_SS()
    {
        // The write of KDE makes debug exceptions enabled at the source, so the return clears SS: a pending step at its destination.
        var d = GuestLayout.Slot(3);
        var block = At(1, Msr(RegisterId.ELR_EL1, d), Msr(RegisterId.MDSCR_EL1, SS | KDE), new Instruction(Opcode.ERET)) with { SS = true };
        Assert.Equal(["33 C+8", "33 D+0"], new Probe().Allows(block));
    }
}
