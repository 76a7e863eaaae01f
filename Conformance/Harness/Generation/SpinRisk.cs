using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>
/// Programs that only a debug exception keeps from looping. On a simulated target the model decides in time; a machine that deviates
/// would never come back from one, so those that run at full speed are not given any.
/// </summary>
public static class SpinRisk
{
    /// <summary>
    /// Whether some exception return of the block could go, at EL1, to an instruction at or before an exception return of the block,
    /// or to AArch32. What ELR_EL1 and SPSR_EL1 may hold is every value that the block can put there: which of its instructions
    /// run is what the target decides.
    /// </summary>
    public static bool CouldSpin(in ScenarioAction action)
    {
        if (action.Kind != ActionKind.Run || action.Mode == EntryMode.EL0t)
            return false;
        var last = LastReturn(action);
        return last >= 0 && (ReturnsToAArch32(action, last) || (ReturnsToEl1(action, last) && ReturnsBackward(action, last)));
    }

    /// <summary>Whether it depends on the state that the action finds: only an exception return at EL1 can make a block spin.</summary>
    public static bool MaySpin(in ScenarioAction action) =>
        action.Kind == ActionKind.Run && action.Mode != EntryMode.EL0t && LastReturn(action) >= 0;

    private static int LastReturn(in ScenarioAction action)
    {
        var last = action.Length - 1;
        while (last >= 0 && action.InstructionAt(last).Opcode != Opcode.ERET)
            last--;
        return last;
    }

    private static bool ReturnsBackward(in ScenarioAction action, int last)
    {
        // At the entry it holds the block's first address.
        if (!IsOverwrittenFirst(action, RegisterId.ELR_EL1))
            return true;
        for (var i = 0; i < last; i++)
        {
            if (Writes(action.InstructionAt(i), RegisterId.ELR_EL1) && IsBackward(action, action.InstructionAt(i).Value, last))
                return true;
        }
        return false;
    }

    /// <summary>The value at the entry matters unless the register is written before anything can return.</summary>
    private static bool IsOverwrittenFirst(in ScenarioAction action, RegisterId register)
    {
        for (var i = 0; i < action.Length; i++)
        {
            var instruction = action.InstructionAt(i);
            if (Writes(instruction, register))
                return true;
            if (instruction.Opcode == Opcode.ERET)
                return false;
        }
        return false;
    }

    private static bool IsBackward(in ScenarioAction action, ulong address, int last) =>
        address - GuestLayout.Slot(action.Slot) <= 4UL * (ulong)last;

    private static bool ReturnsToEl1(in ScenarioAction action, int last) => AnySpsr(action, last, static spsr =>
        (spsr & (SPSR_EL1.M | SPSR_EL1.AArch32)) is 4 or 5 && (spsr & SPSR_EL1.IL) == 0);

    private static bool ReturnsToAArch32(in ScenarioAction action, int last) => AnySpsr(action, last, static spsr =>
        (spsr & SPSR_EL1.AArch32) != 0);

    private static bool AnySpsr(in ScenarioAction action, int last, Func<uint, bool> condition)
    {
        if (!IsOverwrittenFirst(action, RegisterId.SPSR_EL1) && condition(action.EntrySpsr))
            return true;
        for (var i = 0; i < last; i++)
        {
            if (Writes(action.InstructionAt(i), RegisterId.SPSR_EL1) && condition((uint)action.InstructionAt(i).Value))
                return true;
        }
        return false;
    }

    private static bool Writes(in Instruction instruction, RegisterId register) =>
        instruction.Opcode == Opcode.MSR && instruction.Register == register;
}
