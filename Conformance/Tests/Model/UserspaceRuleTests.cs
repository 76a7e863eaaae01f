using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;
using static OsLockConformance.Tests.Model.OsLockRuleTests;
using static OsLockConformance.Tests.Model.Probe;

namespace OsLockConformance.Tests.Model;

/// <summary>VMM-1 to VMM-9: what userspace may rely on.</summary>
public sealed class UserspaceRuleTests
{
    private static readonly UserspaceDebugRegisters AtC = new() { Bvr0 = C, Bcr0 = Bcr(), Wvr1 = Cell, Wcr1 = Wcr() };

    private static Probe Debugged(GuestDebugFlags control, UserspaceDebugRegisters registers = default, bool locked = false)
    {
        var probe = new Probe(locked: locked);
        probe.Do(GuestDebug(control, registers));
        return probe;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void VMM_1_BRK_exits_to_userspace_and_is_not_delivered_to_the_guest(int el)
    {
        foreach (var control in (GuestDebugFlags[])[Enable, SwBp, Hw])
        {
            var taken = Debugged(control).Takes(At(el, Brk(9), Nop));
            Assert.Equal(ObservedEventKind.DebugExit, taken.Kind);
            Assert.Equal((0xF200_0009u, uint.MaxValue, C), (taken.Esr, taken.EsrMask, taken.Elr));
        }
        Assert.Equal("3c C+0", Debugged(GuestDebugFlags.None).Shows(At(el, Brk(9), Nop)));
    }

    [Fact]
    public void VMM_1_whether_the_guests_own_breakpoints_fire_without_USE_HW_is_left_open()
    {
        var probe = new Probe().Breakpoint(C, Bcr()).Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        probe.Do(GuestDebug(SwBp));
        Assert.Equal(["15 C+8", "exit 30 C+0"], probe.Allows(At(1, Nop)));
        Assert.Equal(["15 D+8", "exit 34 D+0"], probe.Allows(At(1, Ldr) with { Slot = 3 }));
        // Open or not, they obey the guest's own lock (OSL-6).
        probe.Do(OsLock);
        Assert.Equal(["15 C+8"], probe.Allows(At(1, Nop)));
        Assert.Equal(["15 D+8"], probe.Allows(At(1, Ldr) with { Slot = 3 }));
    }

    [Fact]
    public void VMM_1_KDE_and_D_play_no_part_in_whether_the_guests_own_may_fire()
    {
        var probe = new Probe().Breakpoint(A, BreakEl1).Watchpoint(Cell, WatchEl1).Set(RegisterId.MDSCR_EL1, MDE);
        probe.Do(GuestDebug(Enable));
        Assert.Equal(["15 A+8", "exit 30 A+0"], probe.Behaviours(El1(Nop)));
        Assert.Equal(["15 C+8; 0 in ffffffffffffffff", "exit 34 C+0"], probe.Behaviours(At(1, Ldr)));
    }

    [Fact]
    public void VMM_1_a_watchpoint_exit_carries_the_architectural_syndrome_and_FAR()
    {
        var taken = Debugged(Hw, AtC).Takes(At(1, Str) with { Slot = 3 });
        Assert.Equal(ObservedEventKind.DebugExit, taken.Kind);
        Assert.Equal(0xD200_0062u, taken.Esr & taken.EsrMask);
        Assert.Equal((Cell, Cell + 7), (taken.FarLow, taken.FarHigh));
    }

    [Fact]
    public void VMM_2_with_SINGLESTEP_one_run_executes_one_instruction_and_exits_with_EC_0x32()
    {
        var outcome = Debugged(Step).Do(At(0, Nop, Mrs(RegisterId.MDCCSR_EL0)));
        Assert.Equal("exit 32 C+0, exit 32 C+4, exit 32 C+8, 15 C+12, exit 32 vector+400", Events(outcome));
        Assert.Equal(0xCB00_0022u, outcome.Events[1].Esr & outcome.Events[1].EsrMask);
        Assert.Equal("exit 32 C+0, exit 32 C+4, 15 C+8, exit 32 vector+200", Debugged(Step).Shows(At(1, Nop)));
    }

    [Fact]
    public void VMM_3_with_USE_HW_the_breakpoints_and_watchpoints_of_userspace_are_in_force()
    {
        Assert.Equal("exit 30 C+0", Debugged(Hw, AtC).Shows(At(1, Nop)));
        Assert.Equal("exit 30 C+0", Debugged(Hw, AtC).Shows(At(0, Nop) with { D = true }));
        Assert.Equal("exit 34 D+0", Debugged(Hw, AtC).Shows(At(0, Ldr) with { Slot = 3 }));
        Assert.Equal("15 C+8", Debugged(SwBp, AtC).Shows(At(1, Nop)));
    }

    [Fact]
    public void VMM_3_with_USE_HW_the_guests_own_are_not_in_force_but_read_back()
    {
        var probe = new Probe().Breakpoint(B, Bcr(), 1).Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        probe.Do(GuestDebug(Hw, BreakpointAt(C, Bcr())));
        Assert.Equal("15 B+8", probe.Shows(El0(Nop)));
        Assert.Equal("15 B+8", probe.Shows(El0(Ldr)));
        AssertHolds(probe.Get(RegisterId.DBGBVRn_EL1, 1), B);
        AssertHolds(probe.Get(RegisterId.DBGBCRn_EL1, 1), Bcr());
        Assert.Equal(0UL, probe.Get(RegisterId.DBGBVRn_EL1).Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void VMM_4_the_lock_never_blocks_userspaces_debugging(bool locked)
    {
        Assert.Equal("exit 3c C+0", Debugged(SwBp, locked: locked).Shows(At(1, Brk(1))));
        Assert.Equal("exit 30 C+0", Debugged(Hw, AtC, locked).Shows(At(1, Nop)));
        Assert.Equal("exit 34 D+0", Debugged(Hw, AtC, locked).Shows(At(0, Str) with { Slot = 3 }));
        Assert.Equal("exit 32 C+0, exit 32 C+4, 15 C+8, exit 32 vector+200", Debugged(Step, locked: locked).Shows(At(1, Nop)));
    }

    [Fact]
    public void VMM_5_turning_guest_debug_off_gives_the_guest_its_own_registers_back()
    {
        var probe = new Probe().Breakpoint(C, Bcr()).Watchpoint(Cell, Wcr()).Set(RegisterId.MDSCR_EL1, MDE | KDE);
        probe.Do(GuestDebug(Hw, BreakpointAt(B, Bcr())));
        Assert.Equal("exit 30 B+0", probe.Shows(El0(Nop)));
        probe.Set(RegisterId.DBGBVRn_EL1, GuestLayout.Slot(3), 1).Set(RegisterId.DBGBCRn_EL1, Bcr(), 1);
        probe.Do(GuestDebug(GuestDebugFlags.None));
        Assert.Equal("15 B+8", probe.Shows(El0(Nop)));
        Assert.Equal("31 C+0", probe.Shows(At(1, Nop)));
        Assert.Equal("31 D+0", probe.Shows(At(1, Nop) with { Slot = 3 }));
        Assert.Equal("34 B+0", probe.Shows(El0(Ldr)));
        AssertHolds(probe.Get(RegisterId.MDSCR_EL1), MDE | KDE);
    }

    [Fact]
    public void VMM_5_turning_guest_debug_off_gives_the_guest_its_own_PSTATE_SS_back()
    {
        // Userspace debugs during the first instruction only: the step that the guest has armed is used up by the second.
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, SS | KDE);
        var block = At(1, Nop, Nop, Nop) with { SS = true, E0 = Sets(SwBp), E1 = Sets(GuestDebugFlags.None) };
        Assert.Equal("33 C+8", probe.Shows(block));
    }

    [Theory]
    [InlineData(ErratumId.None, true)]
    [InlineData(ErratumId.KvmStepStateLost, false)]
    public void VMM_5_where_the_step_may_be_lost_it_is_open_whether_the_next_instruction_was_stepped(ErratumId accepted, bool isKnown)
    {
        var probe = new Probe(accepted: accepted).Set(RegisterId.MDSCR_EL1, SS | KDE);
        var expectation = probe.Expect(At(1, Nop, Nop, Nop) with { SS = true, E0 = Sets(SwBp), E1 = Sets(GuestDebugFlags.None) });
        var stepped = Assert.Single(Enumerable.Range(0, expectation.Count).Select(i => expectation[i]), static outcome => Probe.Events(outcome) == "33 C+8");
        Assert.Equal(isKnown, (stepped.Events[0].EsrMask & ESR_ELx.ISV) != 0);
    }

    [Fact]
    public void VMM_5_whether_a_return_that_userspace_steps_uses_up_the_guests_own_step_is_open()
    {
        // ERET at C+4 goes to C+8, where userspace lets go: the step that the guest has armed is used up, or is by the SVC there.
        var probe = new Probe().Set(RegisterId.MDSCR_EL1, SS | KDE);
        var block = At(1, Msr(RegisterId.ELR_EL1, C + 8), new Instruction(Opcode.ERET)) with { SS = true, E0 = Sets(Step), E2 = Sets(GuestDebugFlags.None) };
        Assert.Equal(["exit 32 C+4, exit 32 C+8, 15 C+12", "exit 32 C+4, exit 32 C+8, 33 C+8"], probe.Allows(block));
    }

    [Fact]
    public void VMM_5_without_ENABLE_userspace_no_longer_debugs()
    {
        var probe = Debugged(SwBp);
        Assert.Equal(0, probe.Do(GuestDebug(GuestDebugFlags.UseSwBp)).Errno);
        Assert.Equal("3c C+0", probe.Shows(At(1, Brk(1))));
    }

    [Theory]
    [InlineData(GuestDebugFlags.Unknown)]
    [InlineData(Step | GuestDebugFlags.Unknown)]
    public void VMM_9_an_unknown_control_bit_is_EINVAL_and_changes_nothing(GuestDebugFlags control)
    {
        var probe = Debugged(Hw, AtC);
        Assert.Equal(22, probe.Do(GuestDebug(control, BreakpointAt(B, Bcr()))).Errno);
        Assert.Equal("exit 30 C+0", probe.Shows(At(1, Nop)));
        Assert.Equal("15 B+8", probe.Shows(El0(Nop)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void VMM_6_OSLSR_accepts_only_a_change_of_OSLK(bool locked)
    {
        foreach (var value in Enumerable.Range(0, 64).Select(static bit => 1UL << bit ^ 8).Concat([8UL, 0xAUL, 0UL, ulong.MaxValue]))
        {
            var probe = new Probe(locked: locked);
            var accepted = value is 8 or 0xA;
            Assert.Equal(accepted ? 0 : 22, probe.Do(SetOneReg(RegisterId.OSLSR_EL1, value)).Errno);
            var status = accepted ? value : locked ? 0xAUL : 8;
            Assert.Equal(MaskedValue.Exactly(status), probe.Get(RegisterId.OSLSR_EL1));
            Assert.Equal(MaskedValue.Exactly(status), probe.Do(GetOneReg(RegisterId.OSLSR_EL1)).OneRegValue);
        }
    }

    [Theory]
    [InlineData(RegisterId.OSLAR_EL1)]
    [InlineData(RegisterId.OSDLR_EL1)]
    [InlineData(RegisterId.OSECCR_EL1)]
    [InlineData(RegisterId.DBGCLAIMSET_EL1)]
    public void VMM_7_what_userspace_cannot_save_is_ENOENT(RegisterId register)
    {
        Assert.Equal(2, new Probe().Do(GetOneReg(register)).Errno);
        Assert.Equal(2, new Probe().Do(SetOneReg(register, 1)).Errno);
    }

    [Theory]
    [InlineData(RegisterId.MDSCR_EL1, MDE | TDCC)]
    [InlineData(RegisterId.MDCCINT_EL1, 0x6000_0000UL)]
    [InlineData(RegisterId.CONTEXTIDR_EL1, 0x1234_5678UL)]
    [InlineData(RegisterId.DBGBVRn_EL1, 0x4010_0080UL)]
    [InlineData(RegisterId.DBGBCRn_EL1, (ulong)BreakEl1)]
    [InlineData(RegisterId.DBGWVRn_EL1, 0x4011_0000UL)]
    [InlineData(RegisterId.DBGWCRn_EL1, (ulong)WatchEl0)]
    public void VMM_7_what_one_side_writes_the_other_reads(RegisterId register, ulong value)
    {
        AssertHolds(new Probe().Set(register, value).Do(GetOneReg(register)).OneRegValue, value);
        var probe = new Probe();
        Assert.Equal(0, probe.Do(SetOneReg(register, value)).Errno);
        AssertHolds(probe.Get(register), value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void VMM_7_a_migrated_guest_cannot_tell(bool locked) => CannotTell(locked, Migrate, BoundaryEventKind.Migrate);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void VMM_8_leaving_KVM_RUN_and_being_scheduled_out_are_invisible(bool locked)
    {
        CannotTell(locked, Reenter, BoundaryEventKind.Reenter);
        CannotTell(locked, Preempt, BoundaryEventKind.Preempt);
    }

    private static void CannotTell(bool locked, in ScenarioAction between, BoundaryEventKind inside)
    {
        var probe = new Probe().Breakpoint(B, Bcr()).Watchpoint(Cell, Wcr()).Set(RegisterId.DBGCLAIMSET_EL1, 0x11)
            .Set(RegisterId.CONTEXTIDR_EL1, 3).Set(RegisterId.MDSCR_EL1, MDE | KDE | SS).Set(RegisterId.OSLAR_EL1, locked ? 1UL : 0);
        var stepped = At(1, Nop, Nop, Nop) with { SS = true };
        var undisturbed = probe.Shows(stepped);
        Assert.Equal(locked ? "15 C+16" : "33 C+4", undisturbed);
        Assert.Equal("", probe.Shows(between));
        Assert.Equal(undisturbed, probe.Shows(stepped));
        Assert.Equal(undisturbed, probe.Shows(stepped with { E0 = On(inside), E1 = On(inside) }));
        Assert.Equal(MaskedValue.Exactly(locked ? 0xAUL : 8), probe.Get(RegisterId.OSLSR_EL1));
        AssertHolds(probe.Get(RegisterId.MDSCR_EL1), MDE | KDE | SS);
        AssertHolds(probe.Get(RegisterId.DBGBVRn_EL1), B);
        AssertHolds(probe.Get(RegisterId.DBGWCRn_EL1), Wcr());
        AssertHolds(probe.Get(RegisterId.DBGCLAIMCLR_EL1), 0x11);
        AssertHolds(probe.Get(RegisterId.CONTEXTIDR_EL1), 3);
    }
}
