using System.Globalization;
using System.Text;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// Brings the text of a trace to the newest version of the format:
/// 1. the version is the number in the first line, or 0 if the first line that says anything is no such line;
/// 2. every word that a later version has renamed is rewritten, version by version, comments left alone;
/// 3. the first line becomes that of the newest version;
/// 4. the result is read, so that a trace which still can't be read is refused at the place where it stands in the old text.
/// Everything else, spaces and comments too, stays as it was.
/// </summary>
public static class TraceMigration
{
    /// <summary>What to do about a trace of an older version.</summary>
    internal const string Advice = "'oslock corpus migrate FILE' rewrites it";

    /// <summary>Migrates the trace in a file, without writing it.</summary>
    public static MigratedTrace MigrateFile(string path, TraceHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Migrate(TraceFile.ReadText(path), path, history);
    }

    /// <summary>Migrates the trace in <paramref name="text"/>; complaints name <paramref name="file"/>.</summary>
    public static MigratedTrace Migrate(string text, string file = "trace", TraceHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        history ??= TraceHistory.Own;
        var lines = text.TrimStart('\uFEFF').Split('\n');
        var version = VersionOf(lines, file, history);
        if (version == history.Version)
        {
            TraceParser.ParseText(text, file, history);
            return new MigratedTrace(version, text, []);
        }

        List<MigratedWord> words = [];
        for (var i = version == TraceHistory.Headerless ? 0 : 1; i < lines.Length; i++)
            lines[i] = Rewrite(lines[i], i + 1, version, file, history, words);
        if (version != TraceHistory.Headerless)
            lines[0] = history.Header + lines[0][EndOfVersion(lines[0])..];
        var body = string.Join('\n', lines);
        var migrated = version == TraceHistory.Headerless ? $"{history.Header}\n{body}" : body;
        Demand(migrated, file, history, added: version == TraceHistory.Headerless ? 1 : 0);
        return new MigratedTrace(version, migrated, words);
    }

    /// <summary>Whether a text that does not begin with the first line of a trace is one of version 0: it begins with what comes below that line.</summary>
    internal static bool IsHeaderless(IReadOnlyList<string> lines)
    {
        var first = lines.Select(static line => new TraceTokens("", 1, line)).FirstOrDefault(static tokens => !tokens.AtEnd);
        return first is not null && TraceTokens.Is(first.PeekWord(), HeaderSyntax.Config);
    }

    private static int VersionOf(string[] lines, string file, TraceHistory history)
    {
        var tokens = new TraceTokens(file, 1, lines[0]);
        if (!tokens.TryTakeWord(HeaderSyntax.Magic))
        {
            return IsHeaderless(lines)
                ? TraceHistory.Headerless
                : throw tokens.Expected($"the first line to be '{history.Header}'");
        }
        return int.TryParse(tokens.PeekWord(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > TraceHistory.Headerless && version <= history.Version
            ? version
            : throw TraceParser.WrongVersion(tokens, history);
    }

    private static int EndOfVersion(string header)
    {
        var end = header.IndexOf(HeaderSyntax.Magic, StringComparison.OrdinalIgnoreCase) + HeaderSyntax.Magic.Length;
        while (char.IsWhiteSpace(header[end]))
            end++;
        while (end < header.Length && char.IsAsciiDigit(header[end]))
            end++;
        return end;
    }

    private static string Rewrite(string line, int number, int version, string file, TraceHistory history, List<MigratedWord> words)
    {
        var end = CommentSyntax.Find(line);
        var text = new StringBuilder();
        var position = 0;
        while (position < end)
        {
            var start = position;
            while (position < end && TraceTokens.IsWordCharacter(line[position]))
                position++;
            if (position == start)
            {
                text.Append(line[position++]);
                continue;
            }
            var old = line[start..position];
            var place = new TracePlace(number, start + 1);
            var renamed = Rename(old, place, version, file, history);
            if (renamed != old)
                words.Add(new MigratedWord(place, old, renamed));
            text.Append(renamed);
        }
        return text.Append(line, end, line.Length - end).ToString();
    }

    private static string Rename(string word, TracePlace place, int version, string file, TraceHistory history)
    {
        for (var change = history.ChangeOf(word, version); change is not null; change = history.ChangeOf(word, version))
        {
            word = change.Replacement ?? throw new TraceFormatException(file, place.Line, place.Column, string.Create(CultureInfo.InvariantCulture,
                $"'{word}' can't be rewritten: version {change.Since} of the format has taken it away, and nothing means the same"));
            version = change.Since;
        }
        return word;
    }

    private static void Demand(string migrated, string file, TraceHistory history, int added)
    {
        try
        {
            TraceParser.ParseText(migrated, file, history);
        }
        catch (TraceFormatException exception)
        {
            throw new TraceFormatException(exception.File, Math.Max(1, exception.Line - added), exception.Column, exception.Explanation);
        }
    }
}
