using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>MEM-1: loads and stores of the cells, little-endian.</summary>
internal static class Memory
{
    public static void Access(in Instruction access, int position, Outcome outcome)
    {
        outcome.Rules |= RuleId.MEM_1;
        if (!GuestLayout.IsInCell(access.Value, out var cell))
            throw new ArgumentOutOfRangeException(nameof(access), access.Value, "not the address of a cell");
        var shift = (int)(access.Value & 7) * 8;
        var mask = access.AccessSize == 8 ? ulong.MaxValue : (1UL << (access.AccessSize * 8)) - 1;
        ref var content = ref outcome.Guest.Cells[cell];
        if (access.Opcode == Opcode.STR)
            content = (content & ~(mask << shift)) | ((GuestLayout.StoredData & mask) << shift);
        else
            outcome.SetValue(position, MaskedValue.Exactly((content >> shift) & mask));
    }
}
