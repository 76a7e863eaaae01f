using System.Globalization;

namespace OsLockConformance.Harness.Traces;

/// <summary>Numbers: decimal, or hexadecimal after <c>0x</c>.</summary>
internal static class NumberSyntax
{
    /// <summary>Takes a number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static ulong ParseInRange(TraceTokens tokens, string what, ulong least, ulong most)
    {
        tokens.SkipImmediateSign();
        if (!TryRead(tokens.PeekWord(), out var number) || number < least || number > most)
            throw tokens.Expected(Range(what, least, most));
        tokens.TakeWord(what);
        return number;
    }

    /// <summary>Reads a word as a number.</summary>
    public static bool TryRead(string word, out ulong number) => word.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>The canonical form of a value: hexadecimal, but for a single digit that is the same in both.</summary>
    public static string Print(ulong value) => value < 10
        ? value.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private static string Range(string what, ulong least, ulong most) => most switch
    {
        ulong.MaxValue => $"{what}, a number of at most 64 bits",
        uint.MaxValue => $"{what}, a number of at most 32 bits",
        _ when least == most => what,
        _ => string.Create(CultureInfo.InvariantCulture, $"{what}, a number from {least} to {most}"),
    };
}
