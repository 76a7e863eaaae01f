using System.Text;

namespace OsLockConformance.Cli.Reports;

/// <summary>
/// Text without what neither XML 1.0 nor YAML may hold: control characters and halves of surrogate pairs. What a target said of itself
/// may have them.
/// </summary>
internal static class PrintableText
{
    /// <summary>The text with the replacement character in their place; line feeds and tabs are kept.</summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(IsPrintable(rune) ? rune : Rune.ReplacementChar);
        return printable.ToString();
    }

    /// <summary>The same in one line.</summary>
    public static string LineOf(string text) => Of(text.ReplaceLineEndings(" "));

    // U+FFFE and U+FFFF are no characters, and XML refuses them.
    private static bool IsPrintable(Rune rune) => rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF));
}
