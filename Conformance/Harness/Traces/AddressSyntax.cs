using System.Globalization;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>Addresses by name: slots <c>A</c> to <c>D</c> and cells <c>a</c> to <c>d</c>, with a byte offset as in <c>A+4</c>.</summary>
public static class AddressSyntax
{
    /// <summary>The name of a slot.</summary>
    public static char SlotName(int slot) => (char)('A' + slot);

    /// <summary>The name of a cell.</summary>
    public static char CellName(int cell) => (char)('a' + cell);

    /// <summary>The name of an address that belongs to a slot or a cell; null for any other.</summary>
    public static string? TryPrint(ulong address)
    {
        if (address - GuestLayout.SlotBase < GuestLayout.SlotStride * GuestLayout.SlotCount)
            return Print(SlotName((int)((address - GuestLayout.SlotBase) / GuestLayout.SlotStride)), (address - GuestLayout.SlotBase) % GuestLayout.SlotStride);
        if (address - GuestLayout.CellBase < GuestLayout.CellStride * GuestLayout.CellCount)
            return Print(CellName((int)((address - GuestLayout.CellBase) / GuestLayout.CellStride)), (address - GuestLayout.CellBase) % GuestLayout.CellStride);
        return null;
    }

    /// <summary>Takes an address by name if one is next.</summary>
    internal static bool TryParse(TraceTokens tokens, out ulong address)
    {
        address = tokens.PeekWord() switch
        {
            [>= 'A' and < (char)('A' + GuestLayout.SlotCount)] slot => GuestLayout.Slot(slot[0] - 'A'),
            [>= 'a' and < (char)('a' + GuestLayout.CellCount)] cell => GuestLayout.Cell(cell[0] - 'a'),
            _ => 0,
        };
        if (address == 0)
            return false;
        tokens.TakeWord("an address");
        if (tokens.TryTake('+'))
            address += NumberSyntax.ParseInRange(tokens, "an offset", 0, GuestLayout.SlotStride - 1);
        return true;
    }

    private static string Print(char name, ulong offset) =>
        offset == 0 ? name.ToString() : string.Create(CultureInfo.InvariantCulture, $"{name}+{offset}");
}
