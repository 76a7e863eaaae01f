namespace OsLockConformance.Harness.Traces;

/// <summary>The comments of a trace by what they stand with, so that the canonical form keeps them.</summary>
/// <param name="Top">Those of the lines before the first action.</param>
/// <param name="Before">The comment lines before each action; of the first there are none.</param>
/// <param name="Behind">The comment behind each action; null for none.</param>
/// <param name="End">The comment lines after the last action.</param>
public sealed record TraceComments(
    IReadOnlyList<string> Top,
    IReadOnlyList<IReadOnlyList<string>> Before,
    IReadOnlyList<string?> Behind,
    IReadOnlyList<string> End)
{
    /// <summary>Takes the comments out of a trace.</summary>
    /// <param name="text">The text that the trace was read from.</param>
    /// <param name="trace">The trace.</param>
    public static TraceComments Of(string text, TraceDocument trace)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(trace);
        var lines = text.Split('\n');
        List<string> waiting = [];
        List<string> top = [];
        List<IReadOnlyList<string>> before = [];
        List<string?> behind = [];
        var next = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var comment = CommentSyntax.TextOf(lines[i]);
            if (next >= trace.ActionLines.Count || i + 1 != trace.ActionLines[next])
            {
                if (comment is not null)
                    waiting.Add(comment);
                continue;
            }
            before.Add(next == 0 ? [] : [.. waiting]);
            if (next == 0)
                top.AddRange(waiting);
            behind.Add(comment);
            waiting.Clear();
            next++;
        }
        if (next > 0)
            return new TraceComments(top, before, behind, waiting);
        return new TraceComments(waiting, before, behind, []);
    }
}
