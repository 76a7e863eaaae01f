using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>The actions that bring a machine into the state of a counterexample.</summary>
internal static class GateProgram
{
    /// <summary>A block in slot A at EL1 with debug exceptions masked.</summary>
    public static ScenarioAction Setup(params ReadOnlySpan<Instruction> block) => Block(0, EntryMode.EL1h, masked: true, block);

    /// <summary>A block.</summary>
    public static ScenarioAction Block(byte slot, EntryMode mode, bool masked, params ReadOnlySpan<Instruction> block)
    {
        var action = new ScenarioAction { Kind = ActionKind.Run, Slot = slot, Mode = mode, D = masked, Length = (byte)block.Length };
        for (var i = 0; i < block.Length; i++)
            action.SetInstruction(i, block[i]);
        return action;
    }

    /// <summary>KVM_SET_ONE_REG.</summary>
    public static ScenarioAction SetOneReg(RegisterId register, ulong value) => new() { Kind = ActionKind.SetOneReg, I0 = Instruction.Msr(register, value) };

    /// <summary>KVM_GET_ONE_REG.</summary>
    public static ScenarioAction GetOneReg(RegisterId register) => new() { Kind = ActionKind.GetOneReg, I0 = Instruction.Mrs(register) };

    /// <summary>KVM_SET_GUEST_DEBUG without breakpoints and watchpoints.</summary>
    public static ScenarioAction GuestDebug(GuestDebugFlags control) => new() { Kind = ActionKind.SetGuestDebug, Control = control };
}
