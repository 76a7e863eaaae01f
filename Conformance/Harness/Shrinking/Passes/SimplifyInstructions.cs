using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Makes every instruction simpler: another one instead, simplest first; for MSR a simple value of the register, then one bit less
/// after the other; for loads and stores the whole doubleword at the start of a cell.
/// </summary>
internal sealed class SimplifyInstructions : IShrinkPass
{
    public string Name => "simplify instructions";

    public void Run(ShrinkSession session)
    {
        for (var i = 0; i < session.Current.Actions.Length; i++)
        {
            for (var k = 0; i < session.Current.Actions.Length && k < GuestLayout.BlockLength; k++)
            {
                if (IsInstruction(session, i, k))
                    Simplify(session, i, k);
            }
        }
    }

    private static void Simplify(ShrinkSession session, int index, int position)
    {
        foreach (var instruction in ActionDictionary.Instructions)
            TryInstruction(session, index, position, instruction);
        if (!IsInstruction(session, index, position))
            return;
        var current = session.Current.Actions[index].InstructionAt(position);
        if (current.Opcode == Opcode.MSR)
        {
            foreach (var value in SimpleValues.Of(current.Register))
                TryInstruction(session, index, position, current with { Value = value });
            if (SimpleValues.Of(current.Register).IsEmpty)
                ClearBits(session, index, position);
            if (current.Register is RegisterId.DBGBCRn_EL1 or RegisterId.DBGWCRn_EL1)
                Unlink(session, index, position);
        }
        else if (current.Opcode is Opcode.BRK or Opcode.SVC or Opcode.UDF)
        {
            TryInstruction(session, index, position, current with { Value = 0 });
            ClearBits(session, index, position);
        }
        else if (current.AccessesMemory)
        {
            for (byte size = 0; size <= 3; size++)
            {
                for (var cell = 0; cell < GuestLayout.CellCount; cell++)
                    TryInstruction(session, index, position, current with { Index = size, Value = GuestLayout.Cell(cell) });
            }
        }
    }

    /// <summary>Clears bits from the highest to the lowest; the last MSR of the loop is always the session's current one.</summary>
    private static void ClearBits(ShrinkSession session, int index, int position)
    {
        for (var bit = 63; bit >= 0; bit--)
        {
            if (!IsInstruction(session, index, position))
                return;
            var current = session.Current.Actions[index].InstructionAt(position);
            if ((current.Value >> bit & 1) != 0)
                TryInstruction(session, index, position, current with { Value = current.Value & ~(1UL << bit) });
        }
    }

    private static void Unlink(ShrinkSession session, int index, int position)
    {
        var current = session.Current.Actions[index].InstructionAt(position);
        TryInstruction(session, index, position, current with { Value = current.Value & ~0x001F_0000UL });
    }

    private static void TryInstruction(ShrinkSession session, int index, int position, in Instruction instruction)
    {
        if (!IsInstruction(session, index, position))
            return;
        var action = session.Current.Actions[index];
        action.SetInstruction(position, instruction);
        session.TryReplace(index, action);
    }

    private static bool IsInstruction(ShrinkSession session, int index, int position) =>
        index < session.Current.Actions.Length && session.Current.Actions[index].Kind == ActionKind.Run && position < session.Current.Actions[index].Length;
}
