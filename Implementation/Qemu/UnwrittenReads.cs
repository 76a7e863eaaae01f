using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Qemu;

/// <summary>
/// In QEMU 7.2 MRS of MDCCINT_EL1 leaves its destination as it was (the erratum qemu-mdccint). Whether such an instruction has run is seen from
/// where its block was left, but not if the block has an exception return: then the register is the only sign, and NOP takes its place.
/// </summary>
public static class UnwrittenReads
{
    /// <summary>The action without a read of which nothing shows whether it has run.</summary>
    public static ScenarioAction Substitute(in ScenarioAction action)
    {
        if (action.Kind != ActionKind.Run || !HasReturn(action))
            return action;
        var substitute = action;
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i) is { Opcode: Opcode.MRS, Register: RegisterId.MDCCINT_EL1 })
                substitute.SetInstruction(i, new Instruction(Opcode.NOP));
        }
        return substitute;
    }

    private static bool HasReturn(in ScenarioAction action)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).Opcode == Opcode.ERET)
                return true;
        }
        return false;
    }
}
