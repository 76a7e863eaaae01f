using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// One step of a scenario. A plain structure without references, so that the lockstep loop copies it and allocates nothing;
/// which fields matter depends on <see cref="Kind"/>. Two actions are equal if all their fields are.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
[SuppressMessage("Design", "CA1051", Justification = "A value of the hot loop.")]
public record struct ScenarioAction
{
    /// <summary>The instruction after a block's last one.</summary>
    public static readonly Instruction Terminator = new(Opcode.SVC, Value: GuestLayout.TerminatorImmediate);

    /// <summary>What happens.</summary>
    public ActionKind Kind;
    /// <summary>Run: the slot that the block is in, 0 to 3.</summary>
    public byte Slot;
    /// <summary>Run: where the monitor's ERET returns to.</summary>
    public EntryMode Mode;
    /// <summary>Run: SPSR_EL1.D at the monitor's ERET.</summary>
    public bool D;
    /// <summary>Run: SPSR_EL1.SS at the monitor's ERET.</summary>
    public bool SS;
    /// <summary>Run: SPSR_EL1.IL at the monitor's ERET.</summary>
    public bool IL;
    /// <summary>Run: number of instructions, 1 to 3, the terminator not counted.</summary>
    public byte Length;
    /// <summary>SetGuestDebug: the control flags.</summary>
    public GuestDebugFlags Control;
    /// <summary>Run: the first instruction. GetOneReg and SetOneReg: the register and the value.</summary>
    public Instruction I0;
    /// <summary>Run: the second instruction.</summary>
    public Instruction I1;
    /// <summary>Run: the third instruction.</summary>
    public Instruction I2;
    /// <summary>Run: the event before the first instruction.</summary>
    public BoundaryEvent E0;
    /// <summary>Run: the event before the second instruction, or before the terminator of a block of one.</summary>
    public BoundaryEvent E1;
    /// <summary>Run: the event before the third instruction, or before the terminator of a block of two.</summary>
    public BoundaryEvent E2;
    /// <summary>Run: the event before the terminator of a block of three.</summary>
    public BoundaryEvent E3;
    /// <summary>SetGuestDebug: the breakpoints and watchpoints.</summary>
    public UserspaceDebugRegisters DebugRegisters;

    /// <summary>SPSR_EL1 at the monitor's ERET: mode, D, SS and IL; A, I and F are set.</summary>
    public readonly uint EntrySpsr =>
        Mode.SpsrM() | SPSR_EL1.AIF | (D ? SPSR_EL1.D : 0) | (SS ? SPSR_EL1.SS : 0) | (IL ? SPSR_EL1.IL : 0);

    /// <summary>Instruction <paramref name="index"/> of the block; <see cref="Terminator"/> at and after <see cref="Length"/>.</summary>
    [UnscopedRef]
    public readonly ref readonly Instruction InstructionAt(int index)
    {
        if (index >= Length)
            return ref Terminator;
        // The three lie one behind the other. A branch by the index would be mispredicted often.
        return ref MemoryMarshal.CreateReadOnlySpan(in I0, GuestLayout.BlockLength)[index];
    }

    /// <summary>The event at boundary <paramref name="index"/>, 0 to <see cref="Length"/>.</summary>
    public readonly BoundaryEvent EventAt(int index) => index > Length ? default : index switch { 0 => E0, 1 => E1, 2 => E2, _ => E3 };

    /// <summary>Whether there is an event at some boundary.</summary>
    public readonly bool HasEvents => (E0.Kind | E1.Kind | E2.Kind | E3.Kind) != BoundaryEventKind.None;

    /// <summary>Replaces instruction <paramref name="index"/>.</summary>
    public void SetInstruction(int index, Instruction instruction)
    {
        switch (index)
        {
            case 0: I0 = instruction; break;
            case 1: I1 = instruction; break;
            default: I2 = instruction; break;
        }
    }

    /// <summary>Replaces the event at boundary <paramref name="index"/>.</summary>
    public void SetEvent(int index, BoundaryEvent boundaryEvent)
    {
        switch (index)
        {
            case 0: E0 = boundaryEvent; break;
            case 1: E1 = boundaryEvent; break;
            case 2: E2 = boundaryEvent; break;
            default: E3 = boundaryEvent; break;
        }
    }

    /// <summary>GetOneReg and SetOneReg: the register.</summary>
    public readonly SystemRegister OneReg => I0.SystemRegister;

    /// <summary>SetOneReg: the value.</summary>
    public readonly ulong OneRegValue => I0.Value;
}
