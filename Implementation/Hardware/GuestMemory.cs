using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>Little-endian accesses of the cells.</summary>
internal static class GuestMemory
{
    /// <summary>The zero-extended value of a load.</summary>
    public static ulong Load(ulong[] cells, ulong address, int size) =>
        (cells[CellOf(address, size)] >> Shift(address)) & Mask(size);

    /// <summary>Writes the low <paramref name="size"/> bytes of <paramref name="data"/>.</summary>
    public static void Store(ulong[] cells, ulong address, int size, ulong data)
    {
        var mask = Mask(size) << Shift(address);
        ref var cell = ref cells[CellOf(address, size)];
        cell = (cell & ~mask) | ((data << Shift(address)) & mask);
    }

    private static int CellOf(ulong address, int size) =>
        GuestLayout.IsInCell(address, out var cell) && (address & (ulong)(size - 1)) == 0 ? cell : ThrowNoMemory(address);

    private static int Shift(ulong address) => (int)(address & 7) * 8;

    private static ulong Mask(int size) => ulong.MaxValue >> (64 - (8 * size));

    private static int ThrowNoMemory(ulong address) =>
        throw new InvalidOperationException($"0x{address:X} is not an aligned address inside a cell.");
}
