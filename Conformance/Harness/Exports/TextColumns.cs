using System.Text;

namespace OsLockConformance.Harness.Exports;

/// <summary>Text for a mail: no line is longer than a mail client shows unbroken. Words that are longer stay in one piece.</summary>
internal static class TextColumns
{
    /// <summary>The longest line, in characters.</summary>
    public const int Width = 75;

    /// <summary>Breaks a command of the shell between words, which takes a backslash at the end of a line.</summary>
    public static IEnumerable<string> WrapCommand(string command, string first, string rest)
    {
        const string Continues = " \\";
        string[] lines = [.. Wrap(command, first, rest, Width - Continues.Length)];
        return lines.Select((line, i) => i < lines.Length - 1 ? line + Continues : line);
    }

    /// <summary>Breaks a paragraph between words.</summary>
    /// <param name="text">The paragraph, without line breaks.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="rest">What the others begin with.</param>
    /// <param name="width">The longest line.</param>
    public static IEnumerable<string> Wrap(string text, string first = "", string rest = "", int width = Width)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear().Append(rest);
                isEmpty = true;
            }
            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }
        yield return line.ToString().TrimEnd();
    }
}
