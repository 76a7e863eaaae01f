using System.Numerics;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// What "simpler" means, written down once. Scenarios compare by
/// 1. the number of steps: one for an action, two more for a boundary event in it, which real hardware can't be made to take at will;
/// 2. the number of boundary events;
/// 3. the number of instructions and userspace debug registers;
/// 4. the sum of the costs of all parts (<see cref="CostOf(in ScenarioAction)"/>): a NOP costs less than an access, EL1h less than EL0, slot A less
///    than B, register 0 less than 1, a listed value less than others (<see cref="SimpleValues"/>), a PE option that is off less than on;
/// 5. the actions from the first to the last, field by field.
/// The order is total, and every descending chain ends: shrinking terminates.
/// </summary>
public static class ScenarioOrder
{
    private const int StepsOfAnEvent = 2;

    /// <summary>Compares two scenarios; negative if <paramref name="left"/> is simpler.</summary>
    public static int Compare(Scenario left, Scenario right)
    {
        var result = StepsOf(left).CompareTo(StepsOf(right));
        if (result != 0)
            return result;
        result = Events(left).CompareTo(Events(right));
        if (result != 0)
            return result;
        result = Parts(left).CompareTo(Parts(right));
        if (result != 0)
            return result;
        result = Cost(left).CompareTo(Cost(right));
        if (result != 0)
            return result;
        for (var i = 0; i < left.Actions.Length && result == 0; i++)
            result = CompareFields(left.Actions[i], right.Actions[i]);
        return result;
    }

    /// <summary>The number of steps of a scenario, which is what counts first.</summary>
    public static int StepsOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.Actions.Length + (StepsOfAnEvent * Events(scenario));
    }

    /// <summary>The number of steps of an action.</summary>
    public static int StepsOf(ScenarioAction action) => 1 + (StepsOfAnEvent * Events(action));

    /// <summary>The first four criteria for an action.</summary>
    internal static ScenarioCost Measure(in ScenarioAction action) => new(StepsOf(action), Events(action), Parts(action), CostOf(action));

    /// <summary>The first four criteria for a scenario: the sum over its actions and the cost of its PE.</summary>
    internal static ScenarioCost Measure(Scenario scenario)
    {
        var sum = Measure(scenario.Configuration);
        foreach (ref readonly var action in scenario.Actions.AsSpan())
            sum += Measure(action);
        return sum;
    }

    /// <summary>What a scenario without actions costs.</summary>
    internal static ScenarioCost Measure(PeConfiguration configuration) => new(0, 0, 0, CostOf(configuration));

    private static int Events(Scenario scenario)
    {
        var events = 0;
        foreach (ref readonly var action in scenario.Actions.AsSpan())
            events += Events(action);
        return events;
    }

    private static int Events(in ScenarioAction action)
    {
        var events = 0;
        for (var i = 0; i <= GuestLayout.BlockLength; i++)
            events += action.EventAt(i).Kind == BoundaryEventKind.None ? 0 : 1;
        return events;
    }

    private static int Parts(Scenario scenario)
    {
        var parts = 0;
        foreach (ref readonly var action in scenario.Actions.AsSpan())
            parts += Parts(action);
        return parts;
    }

    private static int Parts(in ScenarioAction action)
    {
        ref readonly var registers = ref action.DebugRegisters;
        return (action.Kind == ActionKind.Run ? action.Length : 1)
            + ((registers.Bvr0 | registers.Bcr0) != 0 ? 1 : 0) + ((registers.Bvr1 | registers.Bcr1) != 0 ? 1 : 0)
            + ((registers.Wvr0 | registers.Wcr0) != 0 ? 1 : 0) + ((registers.Wvr1 | registers.Wcr1) != 0 ? 1 : 0);
    }

    private static int Cost(Scenario scenario)
    {
        var cost = CostOf(scenario.Configuration);
        foreach (ref readonly var action in scenario.Actions.AsSpan())
            cost += CostOf(action);
        return cost;
    }

    private static int CostOf(PeConfiguration configuration)
    {
        var usual = PeConfiguration.Default;
        return Math.Abs(configuration.Breakpoints - usual.Breakpoints) + Math.Abs(configuration.Watchpoints - usual.Watchpoints)
            + Math.Abs(configuration.ContextAware - usual.ContextAware)
            + (configuration.DoubleLock ? 4 : 0) + (configuration.Idst ? 4 : 0) + (configuration.Trf ? 4 : 0)
            + (configuration.Sc2 ? 4 : 0) + (configuration.IntDisHigh ? 4 : 0) + (configuration.Spmu ? 4 : 0);
    }

    private static int CostOf(in ScenarioAction action)
    {
        if (action.Kind != ActionKind.Run)
            return 16 + (int)action.Kind + CostOf(action.I0) + (BitOperations.PopCount((uint)action.Control) * 2) + CostOf(action.DebugRegisters);
        var cost = action.Slot + ((int)action.Mode * 2) + (action.D ? 1 : 0) + (action.SS ? 1 : 0) + (action.IL ? 4 : 0);
        for (var i = 0; i < action.Length; i++)
            cost += CostOf(action.InstructionAt(i));
        for (var i = 0; i <= action.Length; i++)
            cost += CostOf(action.EventAt(i));
        return cost;
    }

    private static int CostOf(BoundaryEvent boundaryEvent) =>
        ((int)boundaryEvent.Kind * 4) + BitOperations.PopCount((uint)boundaryEvent.Control);

    private static int CostOf(in UserspaceDebugRegisters registers) =>
        Used(registers.Bcr0, registers.Bvr0, RegisterId.DBGBCRn_EL1, RegisterId.DBGBVRn_EL1)
        + Used(registers.Wcr0, registers.Wvr0, RegisterId.DBGWCRn_EL1, RegisterId.DBGWVRn_EL1)
        + (Used(registers.Bcr1, registers.Bvr1, RegisterId.DBGBCRn_EL1, RegisterId.DBGBVRn_EL1) * 2)
        + (Used(registers.Wcr1, registers.Wvr1, RegisterId.DBGWCRn_EL1, RegisterId.DBGWVRn_EL1) * 2);

    private static int Used(uint control, ulong value, RegisterId controlId, RegisterId valueId) =>
        control == 0 && value == 0 ? 0 : 1 + SimpleValues.Cost(controlId, control) + (value == 0 ? 0 : SimpleValues.Cost(valueId, value));

    private static int CostOf(in Instruction instruction) => instruction.Opcode switch
    {
        Opcode.MSR or Opcode.MRS => 8 + instruction.Index + (int)instruction.Register
            + (instruction.Opcode == Opcode.MSR ? SimpleValues.Cost(instruction.Register, instruction.Value) : 0),
        Opcode.NOP => CostOfOneReg(instruction),
        Opcode.LDR or Opcode.STR or Opcode.LDXR =>
            3 + (int)instruction.Opcode + (3 - instruction.Index) + (int)((instruction.Value - GuestLayout.CellBase) / 8) + BitOperations.PopCount(instruction.Value & 7),
        _ => 1 + (int)instruction.Opcode + BitOperations.PopCount(instruction.Value),
    };

    /// <summary>ONE_REG actions keep their register in a NOP.</summary>
    private static int CostOfOneReg(in Instruction instruction) => instruction == default
        ? 0
        : instruction.Index + (int)instruction.Register + SimpleValues.Cost(instruction.Register, instruction.Value);

    /// <summary>The fifth criterion for one action.</summary>
    internal static int CompareFields(in ScenarioAction left, in ScenarioAction right)
    {
        var result = left.Kind.CompareTo(right.Kind);
        if (result == 0)
            result = left.Length.CompareTo(right.Length);
        for (var i = 0; i < GuestLayout.BlockLength && result == 0; i++)
            result = CompareFields(Raw(left, i), Raw(right, i));
        if (result == 0)
            result = HeaderKey(left).CompareTo(HeaderKey(right));
        for (var i = 0; i <= GuestLayout.BlockLength && result == 0; i++)
            result = EventKey(left.EventAt(i)).CompareTo(EventKey(right.EventAt(i)));
        return result != 0 ? result : CompareFields(left.DebugRegisters, right.DebugRegisters);
    }

    private static Instruction Raw(in ScenarioAction action, int i) => i switch { 0 => action.I0, 1 => action.I1, _ => action.I2 };

    private static int HeaderKey(in ScenarioAction action) =>
        ((int)action.Mode << 16) | (action.Slot << 12) | (action.D ? 1 << 11 : 0) | (action.SS ? 1 << 10 : 0) | (action.IL ? 1 << 9 : 0) | (int)action.Control;

    private static int EventKey(BoundaryEvent boundaryEvent) => ((int)boundaryEvent.Kind << 8) | (int)boundaryEvent.Control;

    private static int CompareFields(in Instruction left, in Instruction right)
    {
        var result = left.Opcode.CompareTo(right.Opcode);
        if (result == 0)
            result = left.Register.CompareTo(right.Register);
        if (result == 0)
            result = left.Index.CompareTo(right.Index);
        return result == 0 ? left.Value.CompareTo(right.Value) : result;
    }

    private static int CompareFields(in UserspaceDebugRegisters left, in UserspaceDebugRegisters right)
    {
        var result = left.Bcr0.CompareTo(right.Bcr0);
        result = result != 0 ? result : left.Bvr0.CompareTo(right.Bvr0);
        result = result != 0 ? result : left.Wcr0.CompareTo(right.Wcr0);
        result = result != 0 ? result : left.Wvr0.CompareTo(right.Wvr0);
        result = result != 0 ? result : left.Bcr1.CompareTo(right.Bcr1);
        result = result != 0 ? result : left.Bvr1.CompareTo(right.Bvr1);
        result = result != 0 ? result : left.Wcr1.CompareTo(right.Wcr1);
        return result != 0 ? result : left.Wvr1.CompareTo(right.Wvr1);
    }
}
