using System.Numerics;
using OsLockConformance.Harness.Shrinking.Passes;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>What may stand in the place of a part of a scenario in a simpler one.</summary>
internal static class SimplerParts
{
    /// <summary>The instruction, the same with the number 0, and for a register that is read or written the writes of it that the dictionary has.</summary>
    public static IEnumerable<Instruction> Of(Instruction instruction)
    {
        yield return instruction;
        if (instruction.Opcode is not (Opcode.MSR or Opcode.MRS))
            yield break;
        yield return instruction with { Index = 0 };
        foreach (var write in WritesOf(instruction.Register))
        {
            yield return write;
            if (write.Index == 0)
                yield return write with { Index = instruction.Index };
        }
    }

    /// <summary>An instruction that does as much: for a breakpoint that compares an address one that needs none, for a value the first of the dictionary that has
    /// no more bits.</summary>
    public static IEnumerable<Instruction> AsSimple(Instruction instruction)
    {
        if (instruction.Opcode != Opcode.MSR)
            yield break;
        if (instruction.Register == RegisterId.DBGBCRn_EL1)
            yield return ActionDictionary.BreakpointWithoutAddress;
        var bits = BitOperations.PopCount(instruction.Value);
        foreach (var write in WritesOf(instruction.Register).Where(write => write.Value != 0 && BitOperations.PopCount(write.Value) <= bits).Take(1))
            yield return write;
    }

    /// <summary>A block that is entered in a simpler way.</summary>
    public static IEnumerable<ScenarioAction> Of(ScenarioAction entry) =>
    [
        entry with { SS = false }, entry with { D = !entry.D }, entry with { IL = false }, entry with { Slot = 0 }, entry with { Slot = 0, SS = false, IL = false },
    ];

    /// <summary>KVM_SET_GUEST_DEBUG with a flag less, without breakpoints or watchpoints, or debugging in another way.</summary>
    public static IEnumerable<ScenarioAction> OfGuestDebug(ScenarioAction action)
    {
        for (var left = (uint)action.Control; left != 0; left &= left - 1)
            yield return action with { Control = (GuestDebugFlags)((uint)action.Control & ~(left & (0 - left))) };
        yield return action with { Control = action.Control | GuestDebugFlags.SingleStep };
        yield return action with { Control = action.Control | GuestDebugFlags.UseHw };
        yield return action with { DebugRegisters = default };
        yield return action with { DebugRegisters = action.DebugRegisters with { Bvr0 = 0, Bcr0 = 0 } };
        yield return action with { DebugRegisters = action.DebugRegisters with { Wvr0 = 0, Wcr0 = 0 } };
    }

    private static IEnumerable<Instruction> WritesOf(RegisterId register) =>
        ActionDictionary.Instructions.Where(one => one.Opcode == Opcode.MSR && one.Register == register);
}
