using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using Xunit;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Model;

/// <summary>Actions, instructions and observations, and where blocks and cells are.</summary>
public sealed class VocabularyTests
{
    private static ScenarioAction Full()
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Length = 3 };
        for (var i = 0; i < 3; i++)
            action.SetInstruction(i, Brk((ushort)(i + 1)));
        for (var i = 0; i < 4; i++)
            action.SetEvent(i, Sets((GuestDebugFlags)(i + 1)));
        return action;
    }

    [Fact]
    public void Slots_and_cells_are_40h_bytes_apart()
    {
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(0x4010_0000UL + (ulong)(0x40 * n), GuestLayout.Slot(n));
            Assert.Equal(0x4011_0000UL + (ulong)(0x40 * n), GuestLayout.Cell(n));
        }
    }

    [Theory]
    [InlineData(-1L, false, 0)]
    [InlineData(0L, true, 0)]
    [InlineData(15L, true, 0)]
    [InlineData(16L, false, 0)]
    [InlineData(0x40L, true, 1)]
    [InlineData(0xCFL, true, 3)]
    [InlineData(0xD0L, false, 0)]
    [InlineData(0x100L, false, 0)]
    public void A_slot_has_a_block_of_three_and_its_terminator(long offset, bool isIn, int slot)
    {
        Assert.Equal(isIn, GuestLayout.IsInSlot(GuestLayout.SlotBase + (ulong)offset, out var found));
        if (isIn)
            Assert.Equal(slot, found);
    }

    [Theory]
    [InlineData(-1L, false, 0)]
    [InlineData(0L, true, 0)]
    [InlineData(7L, true, 0)]
    [InlineData(8L, false, 0)]
    [InlineData(0x47L, true, 1)]
    [InlineData(0xC0L, true, 3)]
    [InlineData(0x100L, false, 0)]
    public void A_cell_has_eight_bytes(long offset, bool isIn, int cell)
    {
        Assert.Equal(isIn, GuestLayout.IsInCell(GuestLayout.CellBase + (ulong)offset, out var found));
        if (isIn)
            Assert.Equal(cell, found);
    }

    [Fact]
    public void An_action_has_the_instructions_that_were_set_and_the_terminator_behind_them()
    {
        var action = Full();
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(i => action.InstructionAt(i).Value));
        Assert.Equal(new Instruction(Opcode.SVC), action.InstructionAt(3));
        action.Length = 1;
        Assert.Equal(Brk(1), action.InstructionAt(0));
        Assert.Equal(new Instruction(Opcode.SVC), action.InstructionAt(1));
    }

    [Fact]
    public void An_action_has_events_before_each_instruction_and_before_the_terminator()
    {
        var action = Full();
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(i => (int)action.EventAt(i).Control));
        action.Length = 1;
        Assert.Equal([1, 2, 0, 0], Enumerable.Range(0, 4).Select(i => (int)action.EventAt(i).Control));
    }

    [Fact]
    public void An_event_anywhere_is_an_event()
    {
        Assert.False(El1(Nop).HasEvents);
        for (var i = 0; i < 4; i++)
        {
            foreach (var kind in (BoundaryEventKind[])[BoundaryEventKind.Preempt, BoundaryEventKind.Migrate])
            {
                var action = El1(Nop);
                action.SetEvent(i, On(kind));
                Assert.True(action.HasEvents);
            }
        }
        Assert.True(Full().HasEvents);
        var two = El1(Nop);
        two.SetEvent(0, On(BoundaryEventKind.Preempt));
        two.SetEvent(1, On(BoundaryEventKind.Reenter));
        two.SetEvent(2, On(BoundaryEventKind.Preempt));
        two.SetEvent(3, On(BoundaryEventKind.Reenter));
        Assert.True(two.HasEvents);
    }

    [Theory]
    [InlineData(EntryMode.EL1h, 0x5u)]
    [InlineData(EntryMode.EL1t, 0x4u)]
    [InlineData(EntryMode.EL0t, 0x0u)]
    [InlineData(EntryMode.Illegal, 0x1u)]
    public void The_entry_takes_mode_and_flags_from_SPSR(EntryMode mode, uint m)
    {
        var action = new ScenarioAction { Mode = mode };
        Assert.Equal(m | 0x1C0, action.EntrySpsr);
        Assert.Equal(m | 0x1C0 | 1 << 9, (action with { D = true }).EntrySpsr);
        Assert.Equal(m | 0x1C0 | 1 << 21, (action with { SS = true }).EntrySpsr);
        Assert.Equal(m | 0x1C0 | 1 << 20, (action with { IL = true }).EntrySpsr);
    }

    [Fact]
    public void Guest_debug_flags_have_the_bits_of_the_ioctl()
    {
        Assert.Equal(0u, GuestDebugFlags.None.ToControlWord());
        Assert.Equal(1u, GuestDebugFlags.Enable.ToControlWord());
        Assert.Equal(2u, GuestDebugFlags.SingleStep.ToControlWord());
        Assert.Equal(1u << 16, GuestDebugFlags.UseSwBp.ToControlWord());
        Assert.Equal(1u << 17, GuestDebugFlags.UseHw.ToControlWord());
        Assert.Equal(1u << 20, GuestDebugFlags.Unknown.ToControlWord());
        Assert.Equal(0x13_0003u, ((GuestDebugFlags)31).ToControlWord());
    }

    [Theory]
    [InlineData(Opcode.LDR, true, true)]
    [InlineData(Opcode.LDXR, true, true)]
    [InlineData(Opcode.STR, true, false)]
    [InlineData(Opcode.MRS, false, true)]
    [InlineData(Opcode.MSR, false, false)]
    [InlineData(Opcode.SVC, false, false)]
    public void An_instruction_accesses_memory_or_gives_a_value_by_its_opcode(Opcode opcode, bool memory, bool value)
    {
        var instruction = new Instruction(opcode, Index: 2);
        Assert.Equal((memory, value, 4), (instruction.AccessesMemory, instruction.ProducesValue, instruction.AccessSize));
    }

    [Fact]
    public void The_register_of_an_action_is_that_of_its_first_instruction()
    {
        var action = SetOneReg(RegisterId.DBGWVRn_EL1, 12, 3);
        Assert.Equal((new SystemRegister(RegisterId.DBGWVRn_EL1, 3), 12UL), (action.OneReg, action.OneRegValue));
    }

    [Fact]
    public void Every_kind_of_action_has_a_row_in_its_order()
    {
        Assert.Equal(Enum.GetValues<ActionKind>(), ActionTable.Actions.Select(static action => action.Kind));
        Assert.All(Enum.GetValues<ActionKind>(), static kind => Assert.Equal(kind, ActionTable.Describe(kind).Kind));
        Assert.Equal(ActionTable.Actions.Count, ActionTable.Actions.Select(static action => action.Keyword).Distinct().Count());
    }

    [Fact]
    public void The_hash_of_a_PE_tells_its_numbers_and_commonest_options_apart()
    {
        PeConfiguration[] all =
        [
            .. from breakpoints in Enumerable.Range(2, 15)
               from watchpoints in Enumerable.Range(2, 15)
               from contextAware in Enumerable.Range(1, breakpoints)
               from doubleLock in (bool[])[false, true]
               from spmu in (bool[])[false, true]
               select new PeConfiguration { Breakpoints = breakpoints, Watchpoints = watchpoints, ContextAware = contextAware, DoubleLock = doubleLock, Spmu = spmu },
        ];
        Assert.Equal(all.Length, all.Select(static one => one.GetHashCode()).Distinct().Count());
    }

    [Fact]
    public void Scenarios_are_equal_by_configuration_and_actions()
    {
        var scenario = new Scenario(PeConfiguration.Default, [OsLock, Full()]);
        var same = new Scenario(new PeConfiguration(), [OsLock, Full()]);
        Assert.Equal(scenario, same);
        Assert.Equal(scenario.GetHashCode(), same.GetHashCode());
        Assert.False(scenario.Equals(null));
        foreach (var other in (Scenario[])[new(PeConfiguration.Default, [OsLock]), new(PeConfiguration.Default, [OsUnlock, Full()]), scenario with { Configuration = new() { Spmu = true } }])
        {
            Assert.NotEqual(scenario, other);
            Assert.NotEqual(scenario.GetHashCode(), other.GetHashCode());
        }
    }

    [Fact]
    public void An_observation_that_is_cleared_holds_nothing()
    {
        var observation = new Observation { Errno = Errno.EINVAL, OneRegValue = 4 };
        observation.Add(new ObservedEvent { Kind = ObservedEventKind.Exception });
        observation.SetValue(1, 5);
        observation.SetValue(2, 6);
        Assert.Equal((1, 6, 5UL, 6UL), (observation.Count, observation.ValuesPresent, observation.Values[1], observation.Values[2]));
        observation.Clear();
        Assert.Equal((0, 0, 0, 0UL), (observation.Count, observation.ValuesPresent, observation.Errno, observation.OneRegValue));
    }

    [Fact]
    public void A_value_that_an_instruction_gives_again_is_present_and_the_last()
    {
        var observation = new Observation();
        observation.SetValue(1, 5);
        observation.SetValue(1, 6);
        Assert.Equal((2, 6UL), (observation.ValuesPresent, observation.Values[1]));
    }

    [Fact]
    public void The_last_breakpoints_are_context_aware_and_none_behind_them()
    {
        var configuration = new PeConfiguration { Breakpoints = 6, ContextAware = 2 };
        Assert.Equal([4, 5], Enumerable.Range(0, 16).Where(configuration.IsContextAware));
    }

    [Fact]
    public void A_target_that_says_nothing_of_it_is_not_deterministic() => Assert.False(((ITarget)new Silent()).IsDeterministic);

    [Fact]
    public void More_events_than_an_observation_holds_are_a_spin()
    {
        var observation = new Observation();
        for (var i = 0; i < Observation.MaximumEvents; i++)
        {
            observation.Add(new ObservedEvent { Kind = ObservedEventKind.Exception, Elr = (ulong)i });
            Assert.Equal((i + 1, ObservedEventKind.Exception, (ulong)i), (observation.Count, observation.Events[i].Kind, observation.Events[i].Elr));
        }
        observation.Add(new ObservedEvent { Kind = ObservedEventKind.Exception });
        Assert.Equal((Observation.MaximumEvents, ObservedEventKind.Spin), (observation.Count, observation.Events[Observation.MaximumEvents - 1].Kind));
        Assert.Equal(ObservedEventKind.Exception, observation.Events[Observation.MaximumEvents - 2].Kind);
    }

    private sealed class Silent : ITarget
    {
        public string Name => "silent";

        public TargetCapabilities Capabilities => TargetCapabilities.Guest;

        public void Reset(PeConfiguration configuration)
        {
        }

        public void Execute(in ScenarioAction action, ref Observation observation)
        {
        }
    }
}
