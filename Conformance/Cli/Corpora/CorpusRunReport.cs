using System.Globalization;
using OsLockConformance.Harness.Corpora;

namespace OsLockConformance.Cli.Corpora;

/// <summary>A replay of a corpus for programs.</summary>
/// <param name="Traces">How many traces the corpus has.</param>
/// <param name="AsRecorded">Whether nothing differs.</param>
/// <param name="Outcomes">What was shown, by target and trace.</param>
internal sealed record CorpusRunReport(int Traces, bool AsRecorded, IReadOnlyList<CorpusOutcome> Outcomes)
{
    /// <summary>Writes the outcomes.</summary>
    /// <returns>The exit code: 1 if a target does not do what a trace records.</returns>
    public static int Write(Terminal terminal, int traces, IReadOnlyList<CorpusOutcome> outcomes, OutputFormat format)
    {
        var differs = outcomes.Any(static outcome => outcome.Agrees == false);
        if (format == OutputFormat.Json)
            Json.Write(terminal, new CorpusRunReport(traces, !differs, outcomes));
        else
            WriteText(terminal, traces, outcomes);
        return differs ? ExitCode.Diverges : ExitCode.Conforms;
    }

    private static void WriteText(Terminal terminal, int traces, IReadOnlyList<CorpusOutcome> outcomes)
    {
        List<IReadOnlyList<string>> rows = [["target", "as recorded", "differs", "nothing recorded", "can't do it"]];
        foreach (var target in outcomes.GroupBy(static outcome => outcome.Target))
            rows.Add([target.Key, .. Numbers(target)]);
        // A file has no headings of its own; see PlainTable.
        PlainTable.Write(terminal, rows[0], terminal.IsRich ? rows[1..] : rows);
        foreach (var outcome in outcomes.Where(static outcome => outcome.Agrees == false))
            terminal.WriteLine(Tone.Bad, $"{outcome.Trace}: {outcome.Target} {outcome.Shown ?? "can't do its actions"}, recorded is: {outcome.Recorded}");
        foreach (var outcome in outcomes.Where(static outcome => outcome is { Recorded: null, Shown: not null and not "conforms" }))
            terminal.WriteLine(Tone.Notice, $"{outcome.Trace}: {outcome.Target} {outcome.Shown}, of which nothing is recorded");
        var differing = outcomes.Count(static outcome => outcome.Agrees == false);
        var verdicts = outcomes.Count(static outcome => outcome.Recorded is not null);
        // What compares nothing is not all right.
        var (tone, words) = verdicts == 0 ? (Tone.Notice, "nothing is recorded") : differing == 0 ? (Tone.Good, "all as recorded") : (Tone.Bad, $"{differing} not as recorded");
        terminal.WriteLine(tone, string.Create(CultureInfo.InvariantCulture, $"{words}: {traces} traces, {verdicts:N0} verdicts"));
    }

    private static IEnumerable<string> Numbers(IEnumerable<CorpusOutcome> outcomes) =>
    [
        Number(outcomes, static outcome => outcome.Agrees == true),
        Number(outcomes, static outcome => outcome.Agrees == false),
        Number(outcomes, static outcome => outcome.Agrees is null && outcome.Shown is not null),
        Number(outcomes, static outcome => outcome.Agrees is null && outcome.Shown is null),
    ];

    private static string Number(IEnumerable<CorpusOutcome> outcomes, Func<CorpusOutcome, bool> which) =>
        outcomes.Count(which).ToString(CultureInfo.InvariantCulture);
}
