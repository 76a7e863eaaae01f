using System.Text;

namespace OsLockConformance.Harness.Exec;

/// <summary>
/// Splits a command into words as a POSIX shell does (XCU 2.2, Quoting): blanks separate, single quotes keep everything, double quotes
/// keep everything but <c>\"</c>, <c>\\</c>, <c>\$</c> and <c>\`</c>, a backslash keeps the next character. Nothing is expanded and no
/// shell is started, so <c>$</c>, <c>*</c>, <c>|</c> and their like are ordinary characters.
/// </summary>
public static class CommandWords
{
    private const string EscapableInDoubleQuotes = "\"\\$`";

    /// <summary>The words of a command; there may be none.</summary>
    /// <exception cref="FormatException">A quote is not closed, or nothing follows a backslash. The message says which, in words that follow
    /// the name of the command.</exception>
    public static IReadOnlyList<string> Split(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        List<string> words = [];
        StringBuilder? word = null;
        for (var i = 0; i < command.Length; i++)
        {
            var character = command[i];
            if (character is ' ' or '\t' or '\n' or '\r')
            {
                Finish(words, ref word);
                continue;
            }

            // An empty pair of quotes is a word too.
            word ??= new StringBuilder();
            i = character switch
            {
                '\'' => SingleQuoted(command, i, word),
                '"' => DoubleQuoted(command, i, word),
                '\\' => Escaped(command, i, word),
                _ => Plain(character, i, word),
            };
        }

        Finish(words, ref word);
        return words;
    }

    /// <summary>The text as one word of a shell: as it is if nothing in it is special there, otherwise in single quotes.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text.All(static character => char.IsAsciiLetterOrDigit(character) || "_-.:/=,+@%".Contains(character, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static void Finish(List<string> words, ref StringBuilder? word)
    {
        if (word is not null)
            words.Add(word.ToString());
        word = null;
    }

    private static int Plain(char character, int position, StringBuilder word)
    {
        word.Append(character);
        return position;
    }

    private static int Escaped(string command, int backslash, StringBuilder word)
    {
        if (backslash + 1 == command.Length)
            throw new FormatException("ends with a backslash that keeps nothing");
        word.Append(command[backslash + 1]);
        return backslash + 1;
    }

    private static int SingleQuoted(string command, int open, StringBuilder word)
    {
        var close = command.IndexOf('\'', open + 1);
        if (close < 0)
            throw new FormatException("has a single quote that is not closed");
        word.Append(command, open + 1, close - open - 1);
        return close;
    }

    private static int DoubleQuoted(string command, int open, StringBuilder word)
    {
        for (var i = open + 1; i < command.Length; i++)
        {
            if (command[i] == '"')
                return i;
            if (command[i] == '\\' && i + 1 < command.Length && EscapableInDoubleQuotes.Contains(command[i + 1], StringComparison.Ordinal))
                i++;
            word.Append(command[i]);
        }

        throw new FormatException("has a double quote that is not closed");
    }
}
