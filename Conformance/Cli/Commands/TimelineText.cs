using System.Globalization;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>A timeline for people: each action, what was observed, and what was expected where that differs.</summary>
internal static class TimelineText
{
    private const string Indent = "      ";

    public static void Write(Terminal terminal, string target, Timeline timeline)
    {
        for (var i = 0; i < timeline.Entries.Count; i++)
            Write(terminal, i + 1, timeline.Entries[i]);
        terminal.WriteLine(timeline.Divergence is null ? Tone.Good : Tone.Bad, timeline.Divergence is { } divergence
            ? string.Create(CultureInfo.InvariantCulture, $"{target} diverges at action {divergence.Action + 1}: {timeline.Rule!.Value.Print()}, {divergence.Signature}")
            : $"{target} conforms");
        if (timeline.Rule is { } rule)
            terminal.WriteLine(Tone.Plain, RuleCatalogue.Get(rule).Statement);
    }

    private static void Write(Terminal terminal, int number, TimelineEntry entry)
    {
        var (mark, tone) = entry.Status switch
        {
            TimelineStatus.Agrees => ("ok", Tone.Good),
            TimelineStatus.Diverges => ("!!", Tone.Bad),
            TimelineStatus.Skipped => ("--", Tone.Notice),
            _ => ("  ", Tone.Faint),
        };
        terminal.WriteLine(tone, string.Create(CultureInfo.InvariantCulture, $"{mark} {number,2} {entry.Text}"));
        switch (entry.Status)
        {
            case TimelineStatus.Agrees:
                terminal.WriteLine(Tone.Plain, $"{Indent}{entry.Observed}");
                break;
            case TimelineStatus.Diverges:
                terminal.WriteLine(Tone.Plain, $"{Indent}expected  {entry.Expected}");
                terminal.WriteLine(Tone.Bad, $"{Indent}observed  {entry.Observed}");
                break;
            case TimelineStatus.Skipped:
                terminal.WriteLine(Tone.Notice, $"{Indent}left out: the program may never leave its block");
                break;
        }
    }
}
