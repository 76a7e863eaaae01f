using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>Where a block begins and ends, and what an event between two of its instructions does.</summary>
public sealed class BlockRuleTests
{
    private static ScenarioAction Between(ScenarioAction action, int position, BoundaryEvent boundaryEvent)
    {
        action.SetEvent(position, boundaryEvent);
        return action;
    }

    [Fact]
    public void VMM_3_a_block_that_userspace_stops_at_the_monitors_return_has_the_monitors_circumstances()
    {
        var probe = new Probe(locked: true);
        probe.Do(GuestDebug(Hw, BreakpointAt(GuestLayout.MonitorEret, BreakEl1)));
        var outcome = probe.Do(El1(Nop));
        Assert.Equal("exit 30 vector+800", Events(outcome));
        Assert.Equal((true, Hw, 1), (outcome.Context.OsLock, outcome.Context.GuestDebug, outcome.Context.Level));
    }

    [Fact]
    public void VMM_2_userspace_steps_no_further_than_to_the_vector()
    {
        var probe = new Probe();
        probe.Do(GuestDebug(Step | GuestDebugFlags.UseHw, BreakpointAt(GuestLayout.Vectors + 0x200, BreakEl1)));
        Assert.Equal("exit 32 A+0, exit 32 A+4, 15 A+8, exit 32 vector+200", probe.Shows(El1(Nop)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void VMM_8_the_event_before_an_instruction_is_reached_and_so_is_every_instruction(int position)
    {
        foreach (var boundaryEvent in (BoundaryEvent[])[On(BoundaryEventKind.Preempt), Sets(GuestDebugFlags.Enable)])
        {
            var outcome = new Probe().Do(Between(El1(Nop, Nop, Nop), position, boundaryEvent));
            Assert.Equal((1 << position, 0xF), (outcome.EventsReached, outcome.InstructionsReached));
        }
        Assert.Equal(0, new Probe().Do(Between(El1(Brk(1), Nop, Nop), 1, On(BoundaryEventKind.Preempt))).EventsReached);
        Assert.Equal(0xF, new Probe().Do(Between(Between(El1(Nop, Nop, Nop), 0, On(BoundaryEventKind.Preempt)), position, On(BoundaryEventKind.Reenter))).InstructionsReached);
    }

    [Fact]
    public void VMM_5_after_a_change_of_guest_debug_ISV_of_the_guests_step_is_open()
    {
        var armed = new Probe().Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | KDE);
        var stepped = At(1, Nop, Nop) with { SS = true };
        Assert.Equal(uint.MaxValue, armed.Takes(stepped).EsrMask);
        Assert.Equal(~(ESR_ELx.ISV | ESR_ELx.EX), armed.Takes(Between(stepped, 1, Sets(GuestDebugFlags.None))).EsrMask);
        Assert.Equal(~(ESR_ELx.ISV | ESR_ELx.EX), armed.Takes(Between(stepped, 1, On(BoundaryEventKind.Preempt))).EsrMask);
    }

    [Fact]
    public void VMM_5_a_step_that_the_guest_has_disabled_cannot_be_given_back()
    {
        var disables = At(1, Msr(RegisterId.MDSCR_EL1, MDSCR_EL1.SS), new Instruction(Opcode.UDF)) with { SS = true };
        var debugged = Between(Between(disables, 0, Sets(GuestDebugFlags.Enable)), 1, Sets(GuestDebugFlags.None));
        Assert.Equal(["00 C+4; SS of 0 UNKNOWN"], new Probe().Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | KDE).Behaviours(debugged));
        var stays = Between(Between(At(1, Nop, new Instruction(Opcode.UDF)) with { SS = true }, 0, Sets(GuestDebugFlags.Enable)), 1, Sets(GuestDebugFlags.None));
        Assert.Equal(["00 C+4; SS of 0"], new Probe().Set(RegisterId.MDSCR_EL1, MDSCR_EL1.SS | KDE).Behaviours(stays));
    }

    [Fact]
    public void OSL_12_what_leaves_the_guest_synchronizes()
    {
        var locks = El1(Msr(RegisterId.OSLAR_EL1, 1), Mrs(RegisterId.OSLSR_EL1));
        Assert.Equal(["15 A+12; 8 in fffffffffffffffd"], new Probe().Behaviours(locks));
        Assert.Equal(["15 A+12; a in ffffffffffffffff"], new Probe().Behaviours(Between(locks, 1, On(BoundaryEventKind.Reenter))));
        Assert.Equal(["15 A+12; a in ffffffffffffffff"], new Probe().Behaviours(Between(locks, 1, Sets(GuestDebugFlags.Enable))));
        var stepped = new Probe();
        stepped.Do(GuestDebug(Step));
        Assert.Equal(["exit 32 A+0, exit 32 A+4, exit 32 A+8, 15 A+12, exit 32 vector+200; a in ffffffffffffffff"], stepped.Behaviours(locks));
    }

    [Fact]
    public void OSL_12_the_entry_of_an_exception_synchronizes_before_userspaces_breakpoint_at_the_vector_is_asked()
    {
        var probe = new Probe().Breakpoint(GuestLayout.Vectors + 0x200, BreakEl1).Set(RegisterId.MDSCR_EL1, MDE);
        probe.Do(GuestDebug(GuestDebugFlags.Enable));
        Assert.Equal(["15 A+4", "15 A+4, exit 30 vector+200"], probe.Behaviours(El1(Svc)));
        Assert.Equal(["15 A+8"], probe.Behaviours(El1(Msr(RegisterId.MDSCR_EL1, 0), Svc)));
    }
}
