using System.Globalization;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;
using Spectre.Console;

namespace OsLockConformance.Cli.Commands;

/// <summary>A timeline for people: each action, what was observed, and what was expected where that differs.</summary>
internal static class TimelineText
{
    private const string Indent = "      ";

    public static void Write(Terminal terminal, string target, Timeline timeline)
    {
        for (var i = 0; i < timeline.Entries.Count; i++)
            Write(terminal, i + 1, timeline.Entries[i]);
        Line(terminal, timeline.Divergence is null ? "green" : "red", timeline.Divergence is { } divergence
            ? string.Create(CultureInfo.InvariantCulture, $"{target} diverges at action {divergence.Action + 1}: {divergence.Signature.Rule.Print()}, {divergence.Signature}")
            : $"{target} conforms");
        if (timeline.Divergence is { } found)
            Line(terminal, "default", RuleCatalogue.Get(found.Signature.Rule).Statement);
    }

    private static void Write(Terminal terminal, int number, TimelineEntry entry)
    {
        var (mark, colour) = entry.Status switch
        {
            TimelineStatus.Agrees => ("ok", "green"),
            TimelineStatus.Diverges => ("!!", "red"),
            TimelineStatus.Skipped => ("--", "yellow"),
            _ => ("  ", "grey"),
        };
        Line(terminal, colour, string.Create(CultureInfo.InvariantCulture, $"{mark} {number,2} {entry.Text}"));
        switch (entry.Status)
        {
            case TimelineStatus.Agrees:
                Line(terminal, "default", $"{Indent}{entry.Observed}");
                break;
            case TimelineStatus.Diverges:
                Line(terminal, "default", $"{Indent}expected  {entry.Expected}");
                Line(terminal, "red", $"{Indent}observed  {entry.Observed}");
                break;
            case TimelineStatus.Skipped:
                Line(terminal, "yellow", $"{Indent}left out: the program may never leave its block");
                break;
        }
    }

    private static void Line(Terminal terminal, string colour, string text)
    {
        if (terminal.IsRich)
            terminal.Console.MarkupLine($"[{colour}]{Markup.Escape(text)}[/]");
        else
            terminal.Output.WriteLine(text);
    }
}
