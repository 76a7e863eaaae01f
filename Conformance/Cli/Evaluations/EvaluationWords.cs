using System.Globalization;
using OsLockConformance.Evaluation.Clocks;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>What reports for people say of an evaluation, and how they write its numbers.</summary>
internal static class EvaluationWords
{
    /// <summary>What stands where there is no number.</summary>
    public const string Nothing = "-";

    public static string Headline(EvaluationReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{Count(report.Tasks.Count, "task")}, {Count(report.Seeds, "seed")}; a search ends after {report.Budget.Actions:N0} actions or {report.Budget.Time.TotalSeconds:0.###} s, shrinking after {report.Budget.Shrinks:N0} candidates")
        + (report.IsInterrupted ? $"; interrupted: {Share(report.Trials, report.Tasks.Count * report.Approaches.Count * report.Seeds)} trials, the proofs of {Share(report.ProofsTried, report.Tasks.Count)} tasks" : "");

    public static string Of(TaskKind kind) => kind switch
    {
        TaskKind.PlantedFault => "planted faults",
        TaskKind.HistoricProfile => "diverging profiles",
        _ => "errata",
    };

    /// <summary>The heads of a task chart's columns.</summary>
    public static IReadOnlyList<string> Buckets { get; } =
        [.. SolvedWithin.Limits.Select(static limit => string.Create(CultureInfo.InvariantCulture, $"{limit} s")), "not"];

    public static string Number(double? value) => value is { } number ? number.ToString(number < 10 && number != Math.Floor(number) ? "0.0" : "N0", CultureInfo.InvariantCulture) : Nothing;

    public static string Seconds(double? value) => value is { } number ? number.ToString("0.000", CultureInfo.InvariantCulture) : Nothing;

    public static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}");

    public static string References(TaskResult result) => result.References switch
    {
        [] => Nothing,
        [var only] => Number(only),
        [var least, .., var most] => $"{Number(least)}-{Number(most)}",
    };

    public static string Proved(TaskResult result) => result.Found == 0 ? Nothing : Share(result.ProvedSignatures, result.Signatures);

    public static string NormalForms(TaskResult result) => result.Found == 0 ? Nothing : Share(result.NormalForms, result.Signatures);

    /// <summary>What ours is wanted to reach over the planted faults: what it is, how much of it is reached, and whether that is enough.</summary>
    public static IReadOnlyList<(string Name, string Reached, bool IsReached)> Goals(EvaluationReport report)
    {
        var goals = new Goals(report.ResultsOf(0));
        if (goals.Faults == 0)
            return [];
        return
        [
            ("found with every seed", $"{Share(goals.Found, goals.Faults)} planted faults", goals.IsFound),
            (string.Create(CultureInfo.InvariantCulture, $"found within {Evaluation.Results.Goals.Soon} s"),
                $"{Percent(goals.FoundSoon, goals.Trials)} of the trials ({Evaluation.Results.Goals.SoonPercent} % wanted)", goals.IsFoundSoon),
            ("shrunk to the reference with every seed", $"{Share(goals.Shortest, goals.Faults)} planted faults", goals.IsShortest),
            ("proved to be the fewest steps over the vocabulary of the shortest program", $"{Share(goals.Proved, goals.ProofsTried)} planted faults", goals.IsProved),
            ("one normal form for each signature", $"{Share(goals.Canonical, goals.Faults)} planted faults", goals.IsCanonical),
            ("mean executions of shrinking",
                $"{Number(goals.Executions)} ({Number(Evaluation.Results.Goals.MostExecutions)} wanted{(goals.HasAllFaults ? "" : " of all planted faults together")}), the result is met after {Number(goals.ExecutionsToResult)}; beside them {Number(goals.Transitions)} transitions of a search; {Seconds(goals.ShrinkSeconds)} s in all",
                goals.IsCheap),
        ];
    }

    /// <summary>The goals that are missed, in a line; null if none is.</summary>
    public static string? Missed(EvaluationReport report)
    {
        string[] missed = [.. Goals(report).Where(static goal => !goal.IsReached).Select(static goal => goal.Name)];
        return missed.Length == 0 ? null : $"missed: {string.Join("; ", missed)}";
    }

    /// <summary>What the seconds are, and the reference.</summary>
    public static string Explanation { get; } = $"seconds are {ThreadClock.Unit}; the reference is the fewest steps that any approach and seed ended with under the same signature, or that our shrinker made of what only others met, or that the proof found; proved is that no program of the vocabulary of the shortest one has fewer; transitions are single actions that the searches of shrinking tried beside its executions, shrink s the seconds of both; a step is an action, a boundary event counts two more";

    public static string Percent(int part, int whole) => whole == 0 ? Nothing : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
