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
    public static TraceDocument ParseText(string text, string file = "trace")
    {
        ArgumentNullException.ThrowIfNull(text);
        // NUL would look like the end of a line to the tokenizer; the replacement character is a mark that no line expects.
        var lines = text.TrimStart('\uFEFF').Replace('\0', '\uFFFD').Split('\n');
        TakeHeader(new TraceTokens(file, 1, lines[0]));

        PeConfiguration? configuration = null;
        string? erratum = null;
        List<TraceExpectation> expectations = [];
        List<ScenarioAction> actions = [];
        List<int> actionLines = [];
        for (var i = 1; i < lines.Length; i++)
        {
            var tokens = new TraceTokens(file, i + 1, lines[i]);
            if (tokens.AtEnd)
                continue;
            if (configuration is null)
            {
                configuration = ConfigurationSyntax.Parse(tokens);
            }
            else if (actions.Count == 0 && tokens.TryTakeWord(HeaderSyntax.Expect))
            {
                ExpectationSyntax.Parse(tokens, expectations);
            }
            else if (actions.Count == 0 && erratum is null && tokens.TryTakeWord(HeaderSyntax.Erratum))
            {
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
            Erratum = erratum,
            ActionLines = actionLines,
        };
    }

    private static void TakeHeader(TraceTokens tokens)
    {
        if (!tokens.TryTakeWord(HeaderSyntax.Magic))
            throw tokens.Expected($"the first line to be '{TraceFormat.Header}'");
        if (!tokens.TryTakeWord(TraceFormat.Version.ToString(CultureInfo.InvariantCulture)))
            throw tokens.Expected("version 1, the only one that this program reads");
        tokens.TakeEnd();
    }
}
