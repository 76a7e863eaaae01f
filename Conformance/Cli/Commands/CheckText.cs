using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>The check of a target for people: the verdict, then each finding as the program that shows it and the line that replays it.</summary>
internal static class CheckText
{
    /// <summary>Findings shown with their programs; the rest get a line each.</summary>
    private const int MostPrograms = 5;

    public static void Write(Terminal terminal, CheckOutcome outcome, bool strict)
    {
        if (outcome.Report is not { } report)
        {
            terminal.WriteLine(Tone.Bad, $"{outcome.Target} failed: {outcome.Error}");
            return;
        }

        terminal.WriteLine(report.Conforms ? Tone.Good : Tone.Bad, Headline(outcome, report));
        if (outcome.Machine is { } machine)
            terminal.WriteLine(Tone.Faint, $"  {machine}");
        for (var i = 0; i < report.Findings.Count; i++)
            Write(terminal, outcome, report.Findings[i], withProgram: i < MostPrograms, strict);
        foreach (var erratum in report.Errata)
            Write(terminal, erratum, report.Interrupted);
    }

    private static string Headline(CheckOutcome outcome, CheckReport report)
    {
        var findings = report.Findings.Count switch
        {
            0 => "",
            1 => ", 1 finding",
            var count => string.Create(CultureInfo.InvariantCulture, $", {count} findings"),
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{report.Target} {(report is { Interrupted: true, Conforms: true } ? "has not diverged so far" : outcome.Verdict)}{findings}: {report.Scenarios:N0} scenarios, {report.Actions:N0} actions, {report.Elapsed.TotalSeconds:F1} s, seed {report.Seed}{(report.Interrupted ? ", interrupted" : "")}");
    }

    private static void Write(Terminal terminal, CheckOutcome outcome, Finding finding, bool withProgram, bool strict)
    {
        var explained = finding.Erratum is { } erratum ? $" (declared: {erratum.Name})" : "";
        terminal.WriteLine(Tone.Notice, $"  {finding.Rule.Print()} {finding.Signature}{explained}");
        if (withProgram)
        {
            foreach (ref readonly var action in finding.Scenario.Actions.AsSpan())
                terminal.WriteLine(Tone.Plain, $"      {ActionText.Of(action)}");
        }

        if (finding.TracePath is { } path)
            terminal.WriteLine(Tone.Faint, $"    oslock replay {path}{ReplayOptions(outcome, finding, strict)}");
    }

    private static string ReplayOptions(CheckOutcome outcome, Finding finding, bool strict) => (strict, outcome.Simulated ?? outcome.Command) switch
    {
        (true, var other) => $" --target {CommandWords.Quote(other ?? outcome.Report!.Target)} {Acceptance.Options(finding.Accepted)}",
        (false, { } other) => $" --target {CommandWords.Quote(other)}",
        _ => "",
    };

    private static void Write(Terminal terminal, ErratumSeen erratum, bool interrupted)
    {
        if (erratum.Seen > 0)
            terminal.WriteLine(Tone.Faint, string.Create(CultureInfo.InvariantCulture, $"  accepted {erratum.Erratum.Name} ({erratum.Erratum.Rule.Print()}), seen {erratum.Seen:N0} {(erratum.Seen == 1 ? "time" : "times")}"));
        else if (!interrupted)
            terminal.WriteLine(Tone.Notice, $"  accepted {erratum.Erratum.Name} ({erratum.Erratum.Rule.Print()}), not seen: is it still there?");
    }
}
