using System.Globalization;
using System.Text;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// A divergence as text for a bug report or a mailing list: a subject line, what happened, the program and how to run it. Plain text of at
/// most 75 columns that reads as Markdown too; only a line of the trace, which has to stay in one piece, may be longer. It says nothing that differs from one run to the next, such as the time.
/// </summary>
public static class MarkdownExport
{
    private const string Code = "    ";
    private const string Fence = "```";

    /// <summary>Candidates that are worth a reader's time.</summary>
    private const int MostCandidates = 4;

    /// <summary>Writes the report.</summary>
    /// <param name="explanation">What to report.</param>
    /// <exception cref="ArgumentException">The target conforms: there is nothing to report.</exception>
    public static string Write(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        if (explanation is not { Divergence: { } divergence, Rule: { } rule, Divergent: { } divergent })
            throw new ArgumentException($"{explanation.Target} conforms: there is nothing to report", nameof(explanation));
        List<string> lines =
        [
            // A subject is one line, whatever its length.
            $"Subject: {explanation.Target}: {divergence.Signature} ({rule.Name})",
            "",
            .. TextColumns.Wrap($"{explanation.Target} diverges from the architecture in action {Number(divergence.Action)} of the program below: {divergence.Signature}."),
            "",
            .. TextColumns.Wrap(rule.Statement, $"{rule.Name}: ", new string(' ', rule.Name.Length + 2)),
            .. TextColumns.Wrap(rule.Source, "Source: ", "        "),
            .. Section("What the program does"),
            .. explanation.Actions.Take(divergence.Action + 1).SelectMany(static (action, i) => TextColumns.Wrap(action.Sentence, $"{i + 1,2}. ", Code)),
            .. Section("State before the divergent action"),
            .. TextColumns.Wrap(string.Join(", ", divergent.State.Select(static field => $"{field.Name} = {field.Value}"))),
            .. Section("Expected"),
            .. TextColumns.Wrap(divergent.Entry.Expected, Code, Code),
            .. Section("Got"),
            .. TextColumns.Wrap(divergent.Entry.Observed, Code, Code),
            .. Differences(explanation),
            .. Cause(explanation.Diagnosis),
            .. Section("How to reproduce"),
            .. TextColumns.Wrap($"Save the lines between the marks as bug{TraceFormat.Extension}."),
            "",
            .. TextColumns.WrapCommand(explanation.ReplayCommand($"bug{TraceFormat.Extension}"), $"{Code}$ ", $"{Code}    "),
            "",
            Fence,
            .. explanation.Trace.TrimEnd('\n').Split('\n'),
            Fence,
            .. Section("Versions"),
            .. Versions(explanation),
        ];
        return Text(lines);
    }

    private static IEnumerable<string> Section(string title) => ["", title, new string('-', title.Length), ""];

    private static IEnumerable<string> Differences(Explanation explanation)
    {
        ComparedField[] differing = [.. explanation.Comparison.Where(static field => field.Differs)];
        if (differing.Length == 0)
            return [];
        return
        [
            .. Section("What differs"),
            .. differing.SelectMany(static field => TextColumns.Wrap($"{field.Name.Trim()}: expected {field.Expected}, got {field.Observed}", "  * ", Code)),
        ];
    }

    private static IEnumerable<string> Cause(Diagnosis diagnosis) =>
    [
        .. Section("Likely cause"),
        .. TextColumns.Wrap(DiagnosisWords.Conclusion(diagnosis)),
        .. diagnosis.Candidates.Where(candidate => candidate.Explains || diagnosis.First.Count == 0).Take(MostCandidates).SelectMany(static candidate => TextColumns.Wrap(
            $"{candidate.Name}: {candidate.Sentence} ({DiagnosisWords.Grade(candidate)}.)", string.Create(CultureInfo.InvariantCulture, $"{candidate.Place,2}. "), Code)),
    ];

    private static IEnumerable<string> Versions(Explanation explanation)
    {
        yield return $"  * {HarnessVersion.Text}";
        foreach (var line in TextColumns.Wrap(explanation.TargetSummary is { } summary ? $"{explanation.Target}: {summary}" : explanation.Target, "  * ", Code))
            yield return line;
        foreach (var line in TextColumns.Wrap(ActionText.Of(explanation.Scenario.Configuration), "  * PE: ", Code))
            yield return line;
    }

    private static string Number(int action) => (action + 1).ToString(CultureInfo.InvariantCulture);

    private static string Text(List<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.TrimEnd()).Append('\n');
        return text.ToString();
    }
}
