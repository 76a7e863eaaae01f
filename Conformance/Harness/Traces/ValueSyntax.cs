using System.Numerics;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// The value of a register: a number, an address by name, or fields of the register by Arm's names, joined by <c>|</c>:
/// <c>MDE|KDE</c>, <c>E|PMC=2|BAS=0xf</c>. A field without <c>=</c> has all its bits set.
/// </summary>
internal static class ValueSyntax
{
    /// <summary>More fields than this are easier to read as a number.</summary>
    private const int MostFields = 4;

    public static ulong Parse(TraceTokens tokens, RegisterId register, ulong most = ulong.MaxValue)
    {
        var value = Term(tokens, register, most);
        while (tokens.TryTake('|'))
            value |= Term(tokens, register, most);
        return value;
    }

    /// <summary>The canonical form: addresses by name where the register holds one, MDSCR_EL1 by fields, all else as a number.</summary>
    public static string Print(RegisterId register, ulong value) => register switch
    {
        RegisterId.DBGBVRn_EL1 or RegisterId.DBGWVRn_EL1 or RegisterId.ELR_EL1 => AddressSyntax.TryPrint(value) ?? NumberSyntax.Print(value),
        RegisterId.MDSCR_EL1 => PrintFields(RegisterTable.Describe(register), value),
        _ => NumberSyntax.Print(value),
    };

    private static string PrintFields(RegisterDescription description, ulong value)
    {
        if (value == 0 || (value & ~description.ImplementedMask) != 0 || BitOperations.PopCount(value) > MostFields)
            return NumberSyntax.Print(value);
        return string.Join('|', description.Fields
            .Where(field => (value & field.Mask) != 0)
            .Select(field => (value & field.Mask) == field.Mask ? field.Name : $"{field.Name}={NumberSyntax.Print(field.Extract(value))}"));
    }

    private static ulong Term(TraceTokens tokens, RegisterId register, ulong most)
    {
        var word = tokens.PeekWord();
        var fields = RegisterTable.Describe(register).Fields;
        foreach (var field in fields)
        {
            if (!TraceTokens.Is(word, field.Name))
                continue;
            tokens.TakeWord("a field");
            return tokens.TryTake('=')
                ? NumberSyntax.ParseInRange(tokens, $"a value of {field.Name}", 0, field.Mask >> field.Low) << field.Low
                : field.Mask;
        }

        if (most == ulong.MaxValue && AddressSyntax.TryParse(tokens, out var address))
            return address;
        if (word.Length > 0 && !char.IsAsciiDigit(word[0]))
            throw tokens.Expected($"a value of {RegisterTable.Describe(register).NameOf(0)}", fields.Select(static field => field.Name));
        return NumberSyntax.ParseInRange(tokens, "a value", 0, most);
    }
}
