using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>The words and signs that all formats of a matrix share.</summary>
internal static class MatrixWords
{
    private const long Thousand = 1_000;
    private const long Million = 1_000_000;

    /// <summary>All states in the order of the legend.</summary>
    public static IReadOnlyList<CellState> States { get; } = Enum.GetValues<CellState>();

    /// <summary>The state in words.</summary>
    public static string Of(CellState state) => state switch
    {
        CellState.Conforms => "conforms",
        CellState.DeviatesAsDeclared => "deviates as declared",
        CellState.Diverges => "diverges",
        CellState.NotExercised => "not exercised",
        CellState.NotApplicable => "not applicable",
        _ => "could not run",
    };

    /// <summary>What the state means, for the legend.</summary>
    public static string MeaningOf(CellState state) => state switch
    {
        CellState.Conforms => "the rule was exercised, this often",
        CellState.DeviatesAsDeclared => "by this many declared deviations",
        CellState.Diverges => "with this many findings",
        CellState.NotExercised => "nothing that ran rests on the rule",
        CellState.NotApplicable => "the target lacks what the rule speaks of",
        _ => "the reason is with the target",
    };

    /// <summary>The state as one character of ASCII.</summary>
    public static char MarkOf(CellState state) => state switch
    {
        CellState.Conforms => '+',
        CellState.DeviatesAsDeclared => '~',
        CellState.Diverges => '!',
        CellState.NotExercised => '?',
        CellState.NotApplicable => '-',
        _ => 'x',
    };

    /// <summary>The number that goes with the state; null if none does.</summary>
    public static long? NumberOf(MatrixCell cell) => cell.State switch
    {
        CellState.Conforms => cell.Exercised,
        CellState.DeviatesAsDeclared => cell.Errata.Count(static seen => seen.Seen > 0),
        CellState.Diverges => cell.Findings.Count + cell.Flaky.Count,
        _ => null,
    };

    /// <summary>A number in at most four characters: 950, 1.2k, 12k, 3.4M.</summary>
    public static string Short(long number) => number switch
    {
        < Thousand => Invariant($"{number}"),
        < 10 * Thousand => Invariant($"{Math.Floor(number / 100d) / 10:0.0}k"),
        < Million => Invariant($"{number / Thousand}k"),
        < 10 * Million => Invariant($"{Math.Floor(number / 100_000d) / 10:0.0}M"),
        _ => Invariant($"{number / Million}M"),
    };

    /// <summary>What was run on each target.</summary>
    public static string BudgetOf(ConformanceMatrix matrix) => matrix.Options.Time is { } time
        ? Invariant($"{time.TotalSeconds:0.###} s each")
        : Invariant($"{matrix.Options.Scenarios:N0} scenarios each");

    /// <summary>The whole matrix in one line.</summary>
    public static string Headline(ConformanceMatrix matrix) => Invariant(
        $"{Count(matrix.Columns.Count, "target")}, {Count(ConformanceMatrix.Rules.Count, "rule")}, a corpus of {Count(matrix.Corpus.Count, "trace")}, {BudgetOf(matrix)}, seed {matrix.Options.Seed}");

    /// <summary>Whether all is well, in one line.</summary>
    public static string Verdict(ConformanceMatrix matrix)
    {
        List<string> parts = [];
        if (matrix.Columns.Count(static column => column.Report is { Conforms: false }) is > 0 and var diverging)
            parts.Add(Invariant($"{Count(diverging, "target")} {(diverging == 1 ? "diverges" : "diverge")}"));
        if (matrix.Disagreements.Count > 0)
            parts.Add(Invariant($"{Count(matrix.Disagreements.Count, "disagreement")} of profile and kernel"));
        if (matrix.UnmetExpectations.Count > 0)
            parts.Add(Invariant($"{Count(matrix.UnmetExpectations.Count, "trace")} of the corpus not as expected"));
        if (matrix.Columns.Count(static column => column.Report is null) is > 0 and var missing)
            parts.Add(Invariant($"{Count(missing, "target")} could not run"));
        return parts.Count == 0 ? "all as declared" : string.Join(", ", parts);
    }

    /// <summary>What became of a target, in one line.</summary>
    public static string Of(MatrixColumn column) => column.Report is { } report
        ? Invariant($"{Count(report.Scenarios, "scenario")}, {Count(report.Replayed.Count, "trace")}, {Count(report.Actions, "action")}, {report.Elapsed.TotalSeconds:F1} s{EndOf(report)}")
        : $"could not run: {column.Error}";

    /// <summary>How a check ended otherwise than by using up its budget, and what disturbed it, to be appended; empty as a rule.</summary>
    public static string EndOf(CheckReport report) => string.Concat((report.Interrupted ? ", interrupted" : ""),
        report.Failure is { } failure ? $", failed then: {failure.ReplaceLineEndings(" ")}" : "",
        string.Concat(report.Disturbances.Select(static disturbance => Invariant($", disturbed {Count(disturbance.Count, "time")}: {disturbance.Message.ReplaceLineEndings(" ")}"))));

    /// <summary>A scenario that diverges now and then, in one line.</summary>
    public static string Of(FlakyScenario flaky) => Invariant($"flaky, in {flaky.Diverged} of {Count(flaky.Runs, "repetition")}: {flaky.Signature}");

    /// <summary>A number and its noun.</summary>
    public static string Count(long number, string noun) => Invariant($"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>A declared deviation and how often it was seen.</summary>
    public static string Of(ErratumSeen seen) => seen.Seen > 0 ? Invariant($"{seen.Erratum.Name}, seen {Count(seen.Seen, "time")}") : $"{seen.Erratum.Name}, not seen";

    /// <summary>Where a declared deviation was seen, and how often.</summary>
    public static IEnumerable<string> SeenOn(ConformanceMatrix matrix, Erratum erratum)
    {
        foreach (var column in matrix.Columns)
        {
            if (column.Report?.Errata.FirstOrDefault(seen => seen.Erratum == erratum) is { Seen: > 0 } found)
                yield return Invariant($"{column.Name} {found.Seen:N0}");
        }
    }

    /// <summary>The program of a finding, an action a line.</summary>
    public static IEnumerable<string> ProgramOf(Finding finding)
    {
        foreach (var action in finding.Scenario.Actions)
            yield return ActionText.Of(action);
    }

    /// <summary>The command that replays a finding; null if its trace was kept nowhere.</summary>
    public static string? ReplayOf(MatrixColumn column, Finding finding) => finding.TracePath is not { } path
        ? null
        : column.Profile is { } profile ? $"oslock replay {path} --target {profile}" : $"oslock replay {path}";

    /// <summary>An expectation of a trace that was not met, in one sentence.</summary>
    public static string Of(UnmetExpectation unmet)
    {
        var expected = unmet.Expected.Verdict == Harness.Traces.TraceVerdict.Conforms ? "conform" : $"break {unmet.Expected.Rule?.Print() ?? "a rule"}";
        var showed = unmet.Replayed.Broken is { } broken ? $"breaks {broken.Print()}" : "conforms";
        return $"{unmet.Replayed.Trace}: {unmet.Column} is expected to {expected} and {showed}";
    }

    /// <summary>A deviation that could not be compared, in one sentence.</summary>
    public static string Of(NotCompared not) => $"{not.Erratum.Name} on {not.Profile} and {not.Kernel}: {not.Reason}";

    /// <summary>The chapter of a rule: <c>OSL</c> of <c>OSL-6</c>.</summary>
    public static string ChapterOf(Rule rule) => rule.Name[..rule.Name.IndexOf('-', StringComparison.Ordinal)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
