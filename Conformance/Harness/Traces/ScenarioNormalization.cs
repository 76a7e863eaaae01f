using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// One value for everything that means the same: fields that an action, an instruction or an event does not use are cleared.
/// Reading a written trace gives the normalized scenario.
/// </summary>
public static class ScenarioNormalization
{
    /// <summary>The scenario with every action normalized.</summary>
    public static Scenario Normalized(this Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario with { Actions = Array.ConvertAll(scenario.Actions, static action => action.Normalized()) };
    }

    /// <summary>The action with unused fields cleared; the register of GetOneReg and SetOneReg stands in an instruction without opcode.</summary>
    public static ScenarioAction Normalized(this in ScenarioAction action) => action.Kind switch
    {
        ActionKind.Run => NormalizedRun(action),
        ActionKind.SetGuestDebug => new() { Kind = action.Kind, Control = action.Control, DebugRegisters = action.DebugRegisters },
        ActionKind.GetOneReg => new() { Kind = action.Kind, I0 = OneReg(action.I0) with { Value = 0 } },
        ActionKind.SetOneReg => new() { Kind = action.Kind, I0 = OneReg(action.I0) },
        _ => new() { Kind = action.Kind },
    };

    /// <summary>The instruction with unused fields cleared.</summary>
    public static Instruction Normalized(this in Instruction instruction) => instruction.Opcode switch
    {
        Opcode.MRS => Instruction.Mrs(instruction.Register, IndexOf(instruction)),
        Opcode.MSR => Instruction.Msr(instruction.Register, instruction.Value, IndexOf(instruction)),
        Opcode.BRK or Opcode.SVC or Opcode.UDF => new(instruction.Opcode, Value: instruction.Value & 0xFFFF),
        Opcode.LDR or Opcode.STR or Opcode.LDXR => instruction with { Register = default },
        _ => new(instruction.Opcode),
    };

    private static ScenarioAction NormalizedRun(in ScenarioAction action)
    {
        var run = new ScenarioAction
        {
            Kind = ActionKind.Run,
            Slot = action.Slot,
            Mode = action.Mode,
            D = action.D,
            SS = action.SS,
            IL = action.IL,
            Length = action.Length,
        };
        for (var i = 0; i < action.Length; i++)
            run.SetInstruction(i, action.InstructionAt(i).Normalized());
        for (var i = 0; i <= action.Length; i++)
            run.SetEvent(i, Normalized(action.EventAt(i)));
        return run;
    }

    private static BoundaryEvent Normalized(BoundaryEvent boundaryEvent) =>
        boundaryEvent.Kind == BoundaryEventKind.SetGuestDebug ? boundaryEvent : new(boundaryEvent.Kind);

    private static Instruction OneReg(in Instruction instruction) =>
        new(default, instruction.Register, (byte)IndexOf(instruction), instruction.Value);

    private static int IndexOf(in Instruction instruction) =>
        RegisterTable.Describe(instruction.Register).IsFamily ? instruction.Index : 0;
}
