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
        + (report.IsInterrupted ? "; interrupted" : "");

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

    /// <summary>What ours reaches over the planted faults, a line each.</summary>
    public static IEnumerable<(string Text, bool IsReached)> Goals(EvaluationReport report)
    {
        var goals = new Goals(report.ResultsOf(0));
        if (goals.Faults == 0)
            yield break;
        yield return ($"found with every seed: {Share(goals.Found, goals.Faults)} planted faults", goals.Found == goals.Faults);
        yield return (string.Create(CultureInfo.InvariantCulture, $"found within {Evaluation.Results.Goals.Soon} s: {Percent(goals.FoundSoon, goals.Trials)} of the trials (90 % wanted)"),
            goals.FoundSoon * 10 >= goals.Trials * 9);
        yield return ($"shrunk to the reference with every seed: {Share(goals.Shortest, goals.Faults)} planted faults", goals.Shortest == goals.Faults);
        yield return ($"that is proved to be the fewest steps: {Share(goals.Proved, goals.Faults)} planted faults", goals.Proved == goals.Faults);
        yield return ($"one normal form for each signature: {Share(goals.Canonical, goals.Faults)} planted faults", goals.Canonical == goals.Faults);
        yield return ($"mean executions of shrinking: {Number(goals.Executions)} (100 wanted), the result is met after {Number(goals.ExecutionsToResult)}; {Number(goals.Transitions)} transitions of a search; {Seconds(goals.ShrinkSeconds)} s", goals.Executions <= 100);
    }

    /// <summary>What the seconds are, and the reference.</summary>
    public static string Explanation { get; } = $"seconds are {ThreadClock.Unit}; the reference is the fewest steps that any approach and seed ended with under the same signature, or that our shrinker made of what only others met, or that the proof found; a step is an action, a boundary event counts two more";

    public static string Percent(int part, int whole) => whole == 0 ? Nothing : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");
}
