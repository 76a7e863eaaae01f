using System.Text;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Traces;

/// <summary>
/// The text of a trace, version 1: its fixed parts and its canonical form. The grammar is in Conformance/Corpus/README.md;
/// <see cref="TraceParser"/> reads what this writes, and whatever else the grammar allows.
/// </summary>
public static class TraceFormat
{
    /// <summary>The version that is written and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>The first line of every trace.</summary>
    public const string Header = "oslock-trace 1";

    /// <summary>The usual ending of a trace's file name.</summary>
    public const string Extension = ".oslock";

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Writes a scenario.</summary>
    /// <param name="scenario">What runs.</param>
    /// <param name="comments">Comment lines at the top; line breaks inside them are kept.</param>
    /// <param name="notes">A comment behind each action; null for none.</param>
    public static string Write(Scenario scenario, IEnumerable<string>? comments = null, IReadOnlyList<string?>? notes = null) =>
        Write(new TraceDocument(scenario), comments, notes);

    /// <summary>Writes a trace with its expectations.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="comments">Comment lines at the top; line breaks inside them are kept.</param>
    /// <param name="notes">A comment behind each action; null for none.</param>
    public static string Write(TraceDocument trace, IEnumerable<string>? comments = null, IReadOnlyList<string?>? notes = null) =>
        Write(trace, new TraceComments([.. comments ?? []], [], notes ?? [], []));

    /// <summary>Writes a trace with the comments that it had.</summary>
    public static string Write(TraceDocument trace, TraceComments comments)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(comments);
        var text = new StringBuilder();
        text.Append(Header).Append('\n');
        Append(text, comments.Top);
        ConfigurationSyntax.Write(text, trace.Scenario.Configuration);
        text.Append('\n');
        ExpectationSyntax.Write(text, trace.Expectations);
        if (trace.Erratum is { } erratum)
            text.Append(HeaderSyntax.Erratum).Append(' ').Append(erratum).Append('\n');
        for (var i = 0; i < trace.Scenario.Actions.Length; i++)
        {
            if (i < comments.Before.Count)
                Append(text, comments.Before[i]);
            ActionSyntax.Write(text, trace.Scenario.Actions[i]);
            if (i < comments.Behind.Count && comments.Behind[i] is { } note)
                text.Append("  # ").Append(note.ReplaceLineEndings(" "));
            text.Append('\n');
        }

        Append(text, comments.End);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> comments)
    {
        foreach (var comment in comments)
            foreach (var line in comment.ReplaceLineEndings("\n").Split('\n'))
                text.Append($"# {line}".TrimEnd()).Append('\n');
    }
}
