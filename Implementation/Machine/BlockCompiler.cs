using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Machine;

/// <summary>
/// The machine code of a block and the registers that it starts with. Instruction i transfers its data through X1 + i, as the
/// layout says, and finds the address of a load or store in X4 + i. What a register holds before an instruction that produces a
/// value is <see cref="Poison"/>.
/// </summary>
public static class BlockCompiler
{
    /// <summary>Words that a slot holds: a block and its terminator.</summary>
    public const int SlotWords = GuestLayout.BlockLength + 1;
    /// <summary>Registers that are set before a block: X1 to X6.</summary>
    public const int EntryRegisters = 2 * GuestLayout.BlockLength;
    /// <summary>The terminator, SVC #0.</summary>
    public static readonly uint Terminator = ExceptionInstructions.SVC(GuestLayout.TerminatorImmediate);

    private const GeneralRegister FirstAddress = GeneralRegister.X4;

    /// <summary>A value that no register, cell or counter of the guest holds by itself.</summary>
    public static ulong Poison(int position) => 0x90D5_0A1D_5EED_0C30 + (ulong)position;

    /// <summary>The word of instruction <paramref name="position"/> of a block.</summary>
    public static uint Encode(in Instruction instruction, int position)
    {
        var rt = (GeneralRegister)GuestLayout.TransferRegister(position);
        var rn = (GeneralRegister)((int)FirstAddress + position);
        var size = instruction.Index;
        return instruction.Opcode switch
        {
            Opcode.NOP => SystemInstructions.NOP(),
            Opcode.ISB => SystemInstructions.ISB(),
            Opcode.MRS => SystemInstructions.MRS(rt, RegisterTable.EncodingOf(instruction.SystemRegister)),
            Opcode.MSR => SystemInstructions.MSR(RegisterTable.EncodingOf(instruction.SystemRegister), rt),
            Opcode.BRK => ExceptionInstructions.BRK(instruction.Value),
            Opcode.SVC => ExceptionInstructions.SVC(instruction.Value),
            Opcode.UDF => ExceptionInstructions.UDF(instruction.Value),
            Opcode.LDR => LoadsAndStores.LDR(size, rt, rn),
            Opcode.STR => LoadsAndStores.STR(size, rt, rn),
            Opcode.LDXR => LoadsAndStores.LDXR(size, rt, rn),
            Opcode.DAIFSet => SystemInstructions.DAIFSet(8),
            Opcode.DAIFClr => SystemInstructions.DAIFClr(8),
            Opcode.ERET => ExceptionInstructions.ERET(),
            _ => throw new ArgumentOutOfRangeException(nameof(instruction), instruction.Opcode, "not an instruction"),
        };
    }

    /// <summary>The words of the block's slot.</summary>
    public static void Words(in ScenarioAction action, Span<uint> words)
    {
        for (var i = 0; i < SlotWords; i++)
            words[i] = i < action.Length ? Encode(action.InstructionAt(i), i) : Terminator;
    }

    /// <summary>X1 to X6 at the entry.</summary>
    public static void Registers(in ScenarioAction action, Span<ulong> registers)
    {
        for (var i = 0; i < GuestLayout.BlockLength; i++)
        {
            var instruction = action.InstructionAt(i);
            registers[i] = i >= action.Length ? 0 : instruction.Opcode switch
            {
                Opcode.MSR => instruction.Value,
                Opcode.STR => GuestLayout.StoredData,
                Opcode.MRS or Opcode.LDR or Opcode.LDXR => Poison(i),
                _ => 0,
            };
            registers[GuestLayout.BlockLength + i] = i < action.Length && instruction.AccessesMemory ? instruction.Value : 0;
        }
    }

    /// <summary>
    /// Which instructions that produce a value have completed when the block was left at <paramref name="elr"/>: without an ERET
    /// in the block all before that address; with one, those before it if it left the slot, and all that changed their register.
    /// </summary>
    public static byte Completed(in ScenarioAction action, ulong elr, uint esr, ReadOnlySpan<ulong> transfer)
    {
        var firstReturn = 0;
        while (firstReturn < action.Length && action.InstructionAt(firstReturn).Opcode != Opcode.ERET)
            firstReturn++;
        var end = elr - (ESR_ELx.ClassOf(esr) == ExceptionClass.Svc ? 4UL : 0) - GuestLayout.Slot(action.Slot);
        var isInSlot = end <= 4UL * action.Length;
        var isStraight = isInSlot && firstReturn == action.Length;
        byte completed = 0;
        for (var i = 0; i < action.Length; i++)
        {
            // Behind the first exception return, or outside of the slot, it has been left by that return, so what comes before that has run.
            var hasReturned = !isInSlot || end > 4UL * (ulong)firstReturn;
            var isCompleted = isStraight ? 4UL * (ulong)i < end : (hasReturned && i < firstReturn) || transfer[i] != Poison(i);
            if (isCompleted && action.InstructionAt(i).ProducesValue)
                completed |= (byte)(1 << i);
        }
        return completed;
    }
}
