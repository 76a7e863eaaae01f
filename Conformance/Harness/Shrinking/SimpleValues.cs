using System.Numerics;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// Which values of a register count as simple, and in which order. A value of the list costs its place in it; any other costs more,
/// by the number of its bits. Control registers of breakpoints and watchpoints have lists, because taking single bits away from
/// them leads into what is CONSTRAINED UNPREDICTABLE.
/// </summary>
public static class SimpleValues
{
    private const int OffList = 64;

    private static readonly ulong[] BreakpointControl = [0, 0x1E7, 0x1E3, 0x1E5, 0x1E1, 0x1E6, 0x0030_01E7, 0x0020_01E7];
    private static readonly ulong[] WatchpointControl =
        [0, 0x1FFF, 0x1FFB, 0x1FFD, 0x1FF7, 0x1FEF, 0x1FE7, 0x1FFE, 0x3F, 0x1FF, 0x3D, 0x1E1F, 0x0300_1FFF, 0x0700_1FFF];
    private static readonly ulong[] Slots = [.. SlotAddresses()];
    private static readonly ulong[] Cells = [.. CellAddresses()];
    private static readonly ulong[] Status = [0x8, 0xA, 0x0, 0x2, 0x9, 0xB, 0xC, 0xE];
    private static readonly ulong[] Saved = [0x1C5, 0x1C0, 0x20_01C5, 0x20_01C0, 0x3C5, 0x1C1, 0x1C4];

    /// <summary>The simple values of a register, simplest first; empty where single bits are the way.</summary>
    public static ReadOnlySpan<ulong> Of(RegisterId id) => id switch
    {
        RegisterId.DBGBCRn_EL1 => BreakpointControl,
        RegisterId.DBGWCRn_EL1 => WatchpointControl,
        RegisterId.DBGBVRn_EL1 or RegisterId.ELR_EL1 => Slots,
        RegisterId.DBGWVRn_EL1 => Cells,
        RegisterId.OSLSR_EL1 => Status,
        RegisterId.SPSR_EL1 => Saved,
        _ => [],
    };

    /// <summary>What a value costs: less is simpler.</summary>
    public static int Cost(RegisterId id, ulong value)
    {
        var list = Of(id);
        var place = list.IndexOf(value);
        if (place >= 0)
            return place;
        var bits = BitOperations.PopCount(value);
        return list.IsEmpty ? bits : OffList + bits;
    }

    private static IEnumerable<ulong> SlotAddresses()
    {
        for (var slot = 0; slot < GuestLayout.SlotCount; slot++)
        {
            for (var word = 0; word <= GuestLayout.BlockLength; word++)
                yield return GuestLayout.Slot(slot) + (4UL * (ulong)word);
        }
        // Contexts, for breakpoints that compare CONTEXTIDR_EL1.
        yield return 0;
        yield return 0x10;
        yield return 0x20;
    }

    private static IEnumerable<ulong> CellAddresses()
    {
        for (var cell = 0; cell < GuestLayout.CellCount; cell++)
        {
            yield return GuestLayout.Cell(cell);
            yield return GuestLayout.Cell(cell) + 4;
        }
    }
}
