namespace OsLockConformance.Model.Vocabulary;

/// <summary>
/// Where a scenario's code and data are in the guest's address space; the same on every target, so that a trace means the
/// same everywhere. A slot holds a block: up to three instructions, then the terminator SVC #0, which also fills every slot
/// that no block is in. A cell is an aligned doubleword of data, zero when the machine is fresh.
/// </summary>
public static class GuestLayout
{
    /// <summary>Number of slots, named A to D.</summary>
    public const int SlotCount = 4;
    /// <summary>Number of cells, named a to d.</summary>
    public const int CellCount = 4;
    /// <summary>Most instructions in a block, the terminator not counted.</summary>
    public const int BlockLength = 3;
    /// <summary>Address of slot A.</summary>
    public const ulong SlotBase = 0x4010_0000;
    /// <summary>Bytes from one slot to the next.</summary>
    public const ulong SlotStride = 0x40;
    /// <summary>Address of cell a.</summary>
    public const ulong CellBase = 0x4011_0000;
    /// <summary>Bytes from one cell to the next.</summary>
    public const ulong CellStride = 0x40;
    /// <summary>Address of the monitor's ERET. It is in the page of the vectors: an emulator that prefers the stage 2 fault of an instruction fetch
    /// to a pending step must not meet one between the last instruction of a block and the step at the vector.</summary>
    public const ulong MonitorEret = Vectors + 0x800;
    /// <summary>VBAR_EL1: the monitor's vectors; a synchronous exception goes to offset 0x000 from EL1t, 0x200 from EL1h, 0x400 from EL0.</summary>
    public const ulong Vectors = 0x4009_8000;
    /// <summary>Immediate of the terminator SVC.</summary>
    public const ulong TerminatorImmediate = 0;
    /// <summary>What every store writes, cut to its size.</summary>
    public const ulong StoredData = 0xA5A5_A5A5_A5A5_A5A5;
    /// <summary>Instructions that a run may execute, the monitor's ERET and the terminator included; a program that goes on longer spins.</summary>
    public const int InstructionBudget = 16;

    /// <summary>Address of a slot, 0 to 3.</summary>
    public static ulong Slot(int slot) => SlotBase + ((ulong)slot * SlotStride);

    /// <summary>Address of a cell, 0 to 3.</summary>
    public static ulong Cell(int cell) => CellBase + ((ulong)cell * CellStride);

    /// <summary>Whether the address is inside a slot; <paramref name="slot"/> says which.</summary>
    public static bool IsInSlot(ulong address, out int slot)
    {
        var offset = address - SlotBase;
        slot = (int)(offset / SlotStride);
        return offset < SlotStride * SlotCount && offset % SlotStride < 4 * (BlockLength + 1);
    }

    /// <summary>Whether the address is inside a cell; <paramref name="cell"/> says which.</summary>
    public static bool IsInCell(ulong address, out int cell)
    {
        var offset = address - CellBase;
        cell = (int)(offset / CellStride);
        return offset < CellStride * CellCount && offset % CellStride < 8;
    }

    /// <summary>The general-purpose register (Rt) that instruction <paramref name="index"/> of a block uses: X1 to X3.</summary>
    public static int TransferRegister(int index) => index + 1;
}
