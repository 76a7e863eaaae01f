using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Swaps names all over the scenario: slot X with A, cell x with a, breakpoint n with 0, watchpoint n with 0. What belongs
/// together stays together.</summary>
internal sealed class RenameOperands : IShrinkPass
{
    public string Name => "rename operands";

    public void Run(ShrinkSession session)
    {
        for (var i = 1; i < GuestLayout.SlotCount; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Rename(session, new SwapSlots((byte)i, (byte)j));
                Rename(session, new SwapCells(i, j));
            }
        }
        for (byte n = PeLimits.MaximumBreakpoints - 1; n >= 1; n--)
        {
            for (byte m = 0; m < n; m++)
            {
                Rename(session, new SwapNumbers(n, m, isBreakpoint: true));
                Rename(session, new SwapNumbers(n, m, isBreakpoint: false));
            }
        }
    }

    private static void Rename<TRename>(ShrinkSession session, TRename rename)
        where TRename : struct, IRename
    {
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        var changed = false;
        for (var i = 0; i < actions.Length; i++)
        {
            rename.Apply(ref actions[i]);
            changed |= actions[i] != session.Current.Actions[i];
        }
        if (changed)
            session.Try(actions);
    }

    private interface IRename
    {
        void Apply(ref ScenarioAction action);
    }

    private static void EachInstruction(ref ScenarioAction action, Func<Instruction, Instruction> change)
    {
        action.I0 = change(action.I0);
        action.I1 = change(action.I1);
        action.I2 = change(action.I2);
    }

    private readonly struct SwapSlots(byte one, byte other) : IRename
    {
        public void Apply(ref ScenarioAction action)
        {
            if (action.Kind == ActionKind.Run)
                action.Slot = action.Slot == one ? other : action.Slot == other ? one : action.Slot;
            var (a, b) = (one, other);
            EachInstruction(ref action, instruction => instruction.AccessesMemory ? instruction : instruction with { Value = Address(instruction.Value, a, b) });
            action.DebugRegisters.Bvr0 = Address(action.DebugRegisters.Bvr0, one, other);
            action.DebugRegisters.Bvr1 = Address(action.DebugRegisters.Bvr1, one, other);
        }

        private static ulong Address(ulong value, int one, int other)
        {
            if (!GuestLayout.IsInSlot(value, out var slot))
                return value;
            var to = slot == one ? other : slot == other ? one : slot;
            return GuestLayout.Slot(to) + (value - GuestLayout.Slot(slot));
        }
    }

    private readonly struct SwapCells(int one, int other) : IRename
    {
        public void Apply(ref ScenarioAction action)
        {
            var (a, b) = (one, other);
            EachInstruction(ref action, instruction => instruction with { Value = Address(instruction.Value, a, b) });
            action.DebugRegisters.Wvr0 = Address(action.DebugRegisters.Wvr0, one, other);
            action.DebugRegisters.Wvr1 = Address(action.DebugRegisters.Wvr1, one, other);
        }

        private static ulong Address(ulong value, int one, int other)
        {
            if (!GuestLayout.IsInCell(value, out var cell))
                return value;
            var to = cell == one ? other : cell == other ? one : cell;
            return GuestLayout.Cell(to) + (value - GuestLayout.Cell(cell));
        }
    }

    private readonly struct SwapNumbers(byte one, byte other, bool isBreakpoint) : IRename
    {
        public void Apply(ref ScenarioAction action)
        {
            var (a, b, breakpoint) = (one, other, isBreakpoint);
            EachInstruction(ref action, instruction =>
            {
                var isMine = breakpoint
                    ? instruction.Register is RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1
                    : instruction.Register is RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1;
                if (isMine)
                    instruction = instruction with { Index = instruction.Index == a ? b : instruction.Index == b ? a : instruction.Index };
                var isLinked = instruction.Opcode == Opcode.MSR && breakpoint && (instruction.Value & 0x0010_0000) != 0
                    && instruction.Register is RegisterId.DBGBCRn_EL1 or RegisterId.DBGWCRn_EL1;
                if (!isLinked)
                    return instruction;
                var lbn = (byte)(instruction.Value >> 16 & 15);
                var to = lbn == a ? b : lbn == b ? a : lbn;
                return instruction with { Value = (instruction.Value & ~0xF_0000UL) | ((ulong)to << 16) };
            });
        }
    }
}
