using System.Globalization;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Exports;
using OsLockConformance.Harness.Reports;

namespace OsLockConformance.Cli.Commands;

/// <summary>
/// An explanation for people. A star behind a value of the state says that the action before has changed it; an exclamation mark before a
/// field, that it is not as expected.
/// </summary>
internal static class ExplainText
{
    private const string Indent = "    ";

    public static void Write(Terminal terminal, Explanation explanation)
    {
        terminal.WriteLine(explanation.Divergence is null ? Tone.Good : Tone.Bad, explanation.Divergence is { } divergence
            ? string.Create(CultureInfo.InvariantCulture, $"{explanation.Target} diverges at action {divergence.Action + 1}: {divergence.Signature}")
            : $"{explanation.Target} conforms");
        if (explanation.Rule is { } rule)
        {
            terminal.WriteLine(Tone.Plain, $"{rule.Name}: {rule.Statement}");
            terminal.WriteLine(Tone.Faint, $"Source: {rule.Source}");
        }

        Heading(terminal, "The program, with the state before each action (* has changed)");
        for (var i = 0; i < explanation.Actions.Count; i++)
            Write(terminal, i + 1, explanation.Actions[i]);
        WriteComparison(terminal, explanation);
        if (explanation.Divergence is not null)
            WriteDiagnosis(terminal, explanation.Diagnosis);
    }

    private static void Write(Terminal terminal, int number, ExplainedAction action)
    {
        if (action.State.Count > 0)
            terminal.WriteLine(Tone.Faint, $"{Indent}{string.Join("  ", action.State.Select(static field => $"{field.Name}={field.Value}{(field.Changed ? "*" : "")}"))}");
        var tone = action.Entry.Status switch
        {
            TimelineStatus.Diverges => Tone.Bad,
            TimelineStatus.Agrees => Tone.Plain,
            _ => Tone.Faint,
        };
        terminal.WriteLine(tone, string.Create(CultureInfo.InvariantCulture, $"{number,2}  {action.Sentence}{Remark(action.Entry.Status)}"));
        if (action.Entry.Status == TimelineStatus.Agrees)
            terminal.WriteLine(Tone.Good, $"{Indent}ok: {action.Entry.Observed}");
    }

    private static string Remark(TimelineStatus status) => status switch
    {
        TimelineStatus.Skipped => " (Left out: the program may never leave its block.)",
        TimelineStatus.NotReached => " (Not reached.)",
        _ => "",
    };

    private static void WriteComparison(Terminal terminal, Explanation explanation)
    {
        if (explanation.Divergent is not { } divergent)
            return;
        Heading(terminal, explanation.Allowed > 1
            ? string.Create(CultureInfo.InvariantCulture, $"Expected and observed (the closest of {explanation.Allowed} behaviours that are allowed)")
            : "Expected and observed");
        if (explanation.Comparison.Count == 0)
        {
            terminal.WriteLine(Tone.Bad, $"! {divergent.Entry.Observed}");
            return;
        }

        var (name, expected) = (explanation.Comparison.Max(static field => field.Name.Length), explanation.Comparison.Max(static field => field.Expected.Length));
        foreach (var field in explanation.Comparison)
            terminal.WriteLine(field.Differs ? Tone.Bad : Tone.Plain, $"{(field.Differs ? '!' : ' ')} {field.Name.PadRight(name)}  {field.Expected.PadRight(expected)}  {field.Observed}");
    }

    private static void WriteDiagnosis(Terminal terminal, Diagnosis diagnosis)
    {
        Heading(terminal, "Diagnosis");
        terminal.WriteLine(Tone.Notice, DiagnosisWords.Conclusion(diagnosis));
        foreach (var candidate in diagnosis.Candidates)
        {
            terminal.WriteLine(candidate.Explains ? Tone.Plain : Tone.Faint, string.Create(CultureInfo.InvariantCulture, $"{candidate.Place,2}  {candidate.Name}: {candidate.Sentence}"));
            terminal.WriteLine(Tone.Faint, $"{Indent}{DiagnosisWords.Grade(candidate)}");
        }
    }

    private static void Heading(Terminal terminal, string text)
    {
        terminal.Output.WriteLine();
        terminal.WriteLine(Tone.Plain, text);
    }
}
