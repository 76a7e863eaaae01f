using System.Globalization;
using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>An evaluation for people: what each approach is given, the task chart, the rates, what ours reaches, and every task.</summary>
internal static class EvaluationText
{
    public static void Write(Terminal terminal, EvaluationReport report)
    {
        var output = terminal.Output;
        output.WriteLine(EvaluationWords.Headline(report));
        foreach (var approach in report.Approaches)
            output.WriteLine($"  {approach.Name}: {approach.Description}");
        output.WriteLine();
        Chart(output, report);
        if (report.Rates.Count > 0)
            Rates(output, report.Rates);
        foreach (var (name, reached, isReached) in EvaluationWords.Goals(report))
            terminal.WriteLine(isReached ? Tone.Good : Tone.Bad, $"{OwnApproach.OwnName}: {name}: {reached}");
        output.WriteLine();
        Tasks(output, report);
        output.WriteLine(EvaluationWords.Explanation);
        if (report.Tasks.Count == EvaluationTasks.All.Count)
            LeftOut(output);
        if (EvaluationWords.Missed(report) is { } missed)
            terminal.WriteLine(Tone.Bad, $"{OwnApproach.OwnName}: {missed}");
    }

    private static void Chart(TextWriter output, EvaluationReport report)
    {
        List<IReadOnlyList<string>> rows = [["solved within", "", .. EvaluationWords.Buckets, "executions", "transitions", "shrink s", "at reference"]];
        foreach (var kind in report.Tasks.Select(static task => task.Kind).Distinct())
        {
            for (var place = 0; place < report.Approaches.Count; place++)
            {
                TaskResult[] results = [.. report.ResultsOf(place).Where(result => result.Task.Kind == kind)];
                rows.Add(
                [
                    EvaluationWords.Of(kind),
                    report.Approaches[place].Name,
                    .. SolvedWithin.Count(results).Select(static count => count.ToString(CultureInfo.InvariantCulture)),
                    EvaluationWords.Number(Sample.Mean([.. results.SelectMany(static result => result.Executions)])),
                    EvaluationWords.Number(Sample.Mean([.. results.SelectMany(static result => result.Transitions)])),
                    EvaluationWords.Seconds(Sample.Mean([.. results.SelectMany(static result => result.ShrinkSeconds)])),
                    EvaluationWords.Percent(results.Sum(static result => result.AtReference), results.Sum(static result => result.Found)),
                ]);
            }
        }
        AlignedText.Write(output, 2, rows);
        output.WriteLine();
    }

    private static void Rates(TextWriter output, IReadOnlyList<Rate> rates)
    {
        List<IReadOnlyList<string>> rows = [[$"on {RateMeasurement.Target}, one core", "1000 actions/s", $"{rates[0].Name} is", "bytes/action"]];
        foreach (var rate in rates)
        {
            rows.Add(
            [
                rate.Name,
                EvaluationWords.Number(rate.ActionsPerSecond / 1000),
                string.Create(CultureInfo.InvariantCulture, $"{rates[0].ActionsPerSecond / rate.ActionsPerSecond:0.00} times as fast"),
                EvaluationWords.Number(Math.Round(rate.BytesPerAction, 1)),
            ]);
        }
        AlignedText.Write(output, 1, rows);
        output.WriteLine();
    }

    private static void Tasks(TextWriter output, EvaluationReport report)
    {
        List<IReadOnlyList<string>> rows =
            [["task", "", "found", "actions", "p90", "seconds", "p90", "steps", "reference", "at reference", "proved", "forms/signatures", "executions", "to result", "transitions", "shrink s"]];
        foreach (var result in report.Rows.SelectMany(static row => row))
        {
            rows.Add(
            [
                result.Task.Name,
                result.Approach.Name,
                EvaluationWords.Share(result.Found, result.Trials.Count),
                EvaluationWords.Number(Sample.Median(result.Actions)),
                EvaluationWords.Number(Sample.Percentile(result.Actions, 90)),
                EvaluationWords.Seconds(Sample.Median(result.Seconds)),
                EvaluationWords.Seconds(Sample.Percentile(result.Seconds, 90)),
                EvaluationWords.Number(Sample.Mean(result.Steps)),
                EvaluationWords.References(result),
                EvaluationWords.Share(result.AtReference, result.Found),
                EvaluationWords.Proved(result),
                EvaluationWords.NormalForms(result),
                EvaluationWords.Number(Sample.Mean(result.Executions)),
                EvaluationWords.Number(Sample.Mean(result.ExecutionsToResult)),
                EvaluationWords.Number(Sample.Mean(result.Transitions)),
                EvaluationWords.Seconds(Sample.Mean(result.ShrinkSeconds)),
            ]);
        }
        AlignedText.Write(output, 2, rows);
        output.WriteLine();
    }

    private static void LeftOut(TextWriter output)
    {
        foreach (var reason in EvaluationTasks.LeftOut.GroupBy(static left => left.Reason))
            output.WriteLine($"not evaluated, {reason.Key}: {string.Join(", ", reason.Select(static left => left.Name))}");
    }
}
