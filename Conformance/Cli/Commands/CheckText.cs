using System.Globalization;
using OsLockConformance.Cli.Coverages;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary>The check of a target for people: the verdict, then each finding as the program that shows it and the line that replays it.</summary>
internal static class CheckText
{
    /// <summary>Findings shown with their programs; the rest get a line each.</summary>
    private const int MostPrograms = 5;

    public static void Write(Terminal terminal, CheckOutcome outcome)
    {
        if (outcome.Failure is { } failure)
            terminal.WriteLine(Tone.Bad, $"{outcome.Target} failed: {failure.ReplaceLineEndings(" ")}");
        if (outcome.Report is not { } report || (report.Failure is not null && report.Scenarios == 0))
            return;

        terminal.WriteLine(report.Conforms ? Tone.Good : Tone.Bad, Headline(outcome, report));
        if (outcome.Machine is { } machine)
            terminal.WriteLine(Tone.Faint, $"  {machine}");
        for (var i = 0; i < report.Findings.Count; i++)
            Write(terminal, outcome, report.Findings[i], withProgram: i < MostPrograms || report.Findings[i].TracePath is null);
        foreach (var flaky in report.Flaky)
            Write(terminal, flaky);
        foreach (var disturbance in report.Disturbances)
            Write(terminal, disturbance);
        foreach (var erratum in report.Errata)
            Write(terminal, erratum, report.Interrupted || report.Failure is not null);
        if (report.Twin is { } twin)
            TwinText.Write(terminal, twin);
        if (report.Coverage is { } coverage)
            CoverageText.Write(terminal, coverage);
    }

    private static string Headline(CheckOutcome outcome, CheckReport report)
    {
        var verdict = report switch
        {
            { Failure: not null } => "until then",
            { Interrupted: true, Conforms: true } => "has not diverged so far",
            { Findings.Count: 0, Flaky.Count: > 0 } => "is flaky",
            _ => outcome.Verdict,
        };
        var findings = report.Findings.Count switch
        {
            0 => "",
            1 => ", 1 finding",
            var count => string.Create(CultureInfo.InvariantCulture, $", {count} findings"),
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{report.Target} {verdict}{findings}: {report.Scenarios:N0} scenarios, {report.Actions:N0} actions, {report.Elapsed.TotalSeconds:F1} s, seed {report.Seed}{(report.Interrupted ? ", interrupted" : "")}");
    }

    private static void Write(Terminal terminal, CheckOutcome outcome, Finding finding, bool withProgram)
    {
        var explained = finding.Erratum is { } erratum ? $" (declared: {erratum.Name})" : "";
        terminal.WriteLine(Tone.Notice, $"  {finding.Rule.Print()} {finding.Signature}{explained}");
        if (withProgram)
            Write(terminal, finding.Scenario);
        if (finding.Failure is { } failure)
            terminal.WriteLine(Tone.Plain, $"    {failure.ReplaceLineEndings(" ")}");

        if (finding.Minimality is { } minimality)
            terminal.WriteLine(Tone.Faint, $"    {minimality}");
        if (ReplayLine.Of(outcome, finding) is { } line)
            terminal.WriteLine(Tone.Faint, $"    {line}");
    }

    private static void Write(Terminal terminal, Scenario scenario)
    {
        foreach (ref readonly var action in scenario.Actions.AsSpan())
            terminal.WriteLine(Tone.Plain, $"      {ActionText.Of(action)}");
    }

    private static void Write(Terminal terminal, FlakyScenario flaky)
    {
        terminal.WriteLine(Tone.Notice, string.Create(CultureInfo.InvariantCulture, $"  flaky: {flaky.Signature.Rule.Print()} {flaky.Signature}, {flaky.Diverged} of {flaky.Runs} further runs diverged"));
        if (flaky.TracePath is { } path)
            terminal.WriteLine(Tone.Faint, $"    {path}");
        else
            Write(terminal, flaky.Scenario);
    }

    private static void Write(Terminal terminal, Disturbance disturbance) =>
        terminal.WriteLine(Tone.Notice, string.Create(CultureInfo.InvariantCulture, $"  note: {disturbance.Message.ReplaceLineEndings(" ")}; {(disturbance.Count == 1 ? "once" : $"{disturbance.Count} times")}, and no scenario is to blame"));

    private static void Write(Terminal terminal, ErratumSeen erratum, bool interrupted)
    {
        if (erratum.Seen > 0)
            terminal.WriteLine(Tone.Faint, string.Create(CultureInfo.InvariantCulture, $"  accepted {erratum.Erratum.Name} ({erratum.Erratum.Rule.Print()}), seen {erratum.Seen:N0} {(erratum.Seen == 1 ? "time" : "times")}"));
        else if (!interrupted)
            terminal.WriteLine(Tone.Notice, $"  accepted {erratum.Erratum.Name} ({erratum.Erratum.Rule.Print()}), not seen: is it still there?");
    }
}
