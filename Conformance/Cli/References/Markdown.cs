using System.Text;

namespace OsLockConformance.Cli.References;

/// <summary>The parts of GitHub's Markdown that the reference is made of.</summary>
internal static class Markdown
{
    /// <summary>Text in a cell or a paragraph: what would mean something else is escaped.</summary>
    public static string Text(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (character is '|' or '<' or '*' or '[' or ']' or '`' or '\\' or '~')
                escaped.Append('\\');
            escaped.Append(character);
        }
        // Between letters or digits an underscore is one; elsewhere it could begin emphasis.
        return escaped.Replace(" _", " \\_").ToString();
    }

    /// <summary>Code in a line; a bar would end the cell of a table.</summary>
    public static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>A link.</summary>
    public static string Link(string text, string target) => $"[{text}]({target})";

    /// <summary>The anchor that GitHub gives to a heading.</summary>
    public static string Anchor(string heading) => string.Concat(heading.ToLowerInvariant()
        .Where(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ' ')).Replace(' ', '-');

    /// <summary>A table.</summary>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The cells, escaped already.</param>
    public static string Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        Row(text, headings);
        Row(text, [.. headings.Select(static _ => "---")]);
        foreach (var row in rows)
            Row(text, row);
        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
