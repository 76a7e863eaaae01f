using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Changes of operands all over an action.</summary>
internal static class Operands
{
    /// <summary>Replaces every value that may be the address of an instruction.</summary>
    public static void ChangeCodeAddresses(ref ScenarioAction action, Func<ulong, ulong> change)
    {
        ChangeInstructions(ref action, instruction => instruction.AccessesMemory ? instruction : instruction with { Value = change(instruction.Value) });
        action.DebugRegisters.Bvr0 = change(action.DebugRegisters.Bvr0);
        action.DebugRegisters.Bvr1 = change(action.DebugRegisters.Bvr1);
    }

    /// <summary>Replaces every value that may be the address of data.</summary>
    public static void ChangeDataAddresses(ref ScenarioAction action, Func<ulong, ulong> change)
    {
        ChangeInstructions(ref action, instruction => instruction with { Value = change(instruction.Value) });
        action.DebugRegisters.Wvr0 = change(action.DebugRegisters.Wvr0);
        action.DebugRegisters.Wvr1 = change(action.DebugRegisters.Wvr1);
    }

    /// <summary>Replaces the numbers of breakpoint registers, links to them included.</summary>
    public static void ChangeBreakpointNumbers(ref ScenarioAction action, Func<int, int> change) => ChangeInstructions(ref action, instruction =>
    {
        if (instruction.Register is RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1)
            instruction = instruction with { Index = (byte)change(instruction.Index) };
        var isLinked = instruction.Opcode == Opcode.MSR && (instruction.Value & 0x0010_0000) != 0
            && instruction.Register is RegisterId.DBGBCRn_EL1 or RegisterId.DBGWCRn_EL1;
        return isLinked
            ? instruction with { Value = (instruction.Value & ~0xF_0000UL) | ((ulong)change((int)(instruction.Value >> 16 & 15)) << 16) }
            : instruction;
    });

    /// <summary>Replaces the numbers of watchpoint registers.</summary>
    public static void ChangeWatchpointNumbers(ref ScenarioAction action, Func<int, int> change) => ChangeInstructions(ref action, instruction =>
        instruction.Register is RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1
            ? instruction with { Index = (byte)change(instruction.Index) }
            : instruction);

    /// <summary>Puts the family <paramref name="to"/> in the place of <paramref name="from"/>, with the simplest value that arms something.</summary>
    public static void ChangeFamily(ref ScenarioAction action, RegisterId from, RegisterId to)
    {
        var value = to is RegisterId.DBGBVRn_EL1 or RegisterId.DBGWVRn_EL1 ? SimpleValues.Of(to)[0] : SimpleValues.Of(to)[1];
        var isGet = action.Kind == ActionKind.GetOneReg;
        ChangeInstructions(ref action, instruction => instruction.Register != from || instruction == default
            ? instruction
            : instruction with { Register = to, Value = instruction.Opcode == Opcode.MRS || isGet ? 0 : value });
    }

    private static void ChangeInstructions(ref ScenarioAction action, Func<Instruction, Instruction> change)
    {
        action.I0 = change(action.I0);
        action.I1 = change(action.I1);
        action.I2 = change(action.I2);
    }
}
