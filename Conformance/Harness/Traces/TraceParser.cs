using System.Globalization;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// Reads traces, written by the harness or by hand: the header, the <c>config</c> line, any <c>expect</c> and
/// <c>erratum</c> lines, then an action a line. Whatever is wrong becomes one <see cref="TraceFormatException"/>.
/// </summary>
public static class TraceParser
{
    /// <summary>Reads the trace in a file.</summary>
    public static TraceDocument ParseFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ParseText(TraceFile.ReadText(path), path);
    }

    /// <summary>Reads the trace in <paramref name="text"/>; complaints name <paramref name="file"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="history">The versions of the format; null for those of this program.</param>
    public static TraceDocument ParseText(string text, string file = "trace", TraceHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        history ??= TraceHistory.Own;
        // NUL would look like the end of a line to the tokenizer; the replacement character is a mark that no line expects.
        var lines = text.TrimStart('\uFEFF').Replace('\0', '\uFFFD').Split('\n');
        TakeHeader(new TraceTokens(file, 1, lines[0]), lines, history);

        PeConfiguration? configuration = null;
        string? erratum = null;
        TracePlace erratumPlace = default;
        List<TraceExpectation> expectations = [];
        List<TracePlace> expectationPlaces = [];
        List<ScenarioAction> actions = [];
        List<int> actionLines = [];
        for (var i = 1; i < lines.Length; i++)
        {
            var tokens = new TraceTokens(file, i + 1, lines[i], history);
            if (tokens.AtEnd)
                continue;
            if (configuration is null)
            {
                configuration = ConfigurationSyntax.Parse(tokens);
            }
            else if (actions.Count == 0 && tokens.TryTakeWord(HeaderSyntax.Expect))
            {
                ExpectationSyntax.Parse(tokens, expectations, expectationPlaces);
            }
            else if (actions.Count == 0 && erratum is null && tokens.TryTakeWord(HeaderSyntax.Erratum))
            {
                erratumPlace = tokens.Place;
                erratum = tokens.TakeWord("the id of an erratum");
            }
            else
            {
                actions.Add(ActionSyntax.Parse(tokens));
                actionLines.Add(i + 1);
            }

            tokens.TakeEnd();
        }

        if (configuration is null || actions.Count == 0)
            throw new TraceFormatException(file, lines.Length, lines[^1].Length + 1, $"expected {(configuration is null ? "a config line" : "an action")}, got the end of the file");
        return new TraceDocument(new Scenario(configuration, [.. actions]))
        {
            Expectations = expectations,
            ExpectationPlaces = expectationPlaces,
            Erratum = erratum,
            ErratumPlace = erratumPlace,
            ActionLines = actionLines,
        };
    }

    /// <summary>The complaint about a version that this program does not read: the next token.</summary>
    internal static TraceFormatException WrongVersion(TraceTokens tokens, TraceHistory history)
    {
        var word = tokens.PeekWord();
        var expected = string.Create(CultureInfo.InvariantCulture, $"version {history.Version}");
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == TraceHistory.Headerless)
            return tokens.Expected($"{expected}, the only one that this program reads");
        return tokens.Expected(version > history.Version
            ? $"{expected}, the newest that this program knows"
            : $"{expected}, the only one that this program reads ({TraceMigration.Advice})");
    }

    private static void TakeHeader(TraceTokens tokens, string[] lines, TraceHistory history)
    {
        if (!tokens.TryTakeWord(HeaderSyntax.Magic))
            throw tokens.Expected($"the first line to be '{history.Header}'{(TraceMigration.IsHeaderless(lines) ? " ('oslock corpus migrate FILE' adds it)" : "")}");
        if (!tokens.TryTakeWord(history.Version.ToString(CultureInfo.InvariantCulture)))
            throw WrongVersion(tokens, history);
        tokens.TakeEnd();
    }
}
