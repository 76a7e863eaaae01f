using System.Text;

namespace OsLockConformance.Harness.Exports;

/// <summary>Text for a mail: no line is longer than a mail client shows unbroken. Words that are longer stay in one piece.</summary>
internal static class TextColumns
{
    /// <summary>The longest line, in characters.</summary>
    public const int Width = 75;

    /// <summary>Breaks a paragraph between words.</summary>
    /// <param name="text">The paragraph, without line breaks.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="rest">What the others begin with.</param>
    public static IEnumerable<string> Wrap(string text, string first = "", string rest = "")
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
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
