using System.Globalization;
using System.Xml.Linq;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>An evaluation as one page; see <see cref="HtmlPage"/>.</summary>
internal static class EvaluationHtml
{
    private const string Title = "How mistakes are found and shrunk";

    public static XElement Page(EvaluationReport report) => HtmlPage.Of(
        Title,
        ["matrix.css", "evaluation.css"],
        new XElement("h1", Title),
        new XElement("p", Class("faint"), EvaluationWords.Headline(report)),
        Goals(report),
        new XElement("h2", "Side by side"),
        Approaches(report),
        new XElement("h2", "Tasks solved"),
        new XElement("p", Class("faint"), "A task is solved if every seed found a failure; it counts where the mean time until then lies."),
        Buckets(),
        report.Tasks.Select(static task => task.Kind).Distinct().Select(kind => Chart(report, kind)),
        Rates(report.Rates),
        new XElement("h2", "Each task"),
        new XElement("p", Class("faint"), $"Search: actions until the first failure, the mark at the median and the line to the 90th percentile, on a logarithmic scale from 1 to {TaskPlots.MostActionsText}; nothing where a trial in ten found none. "
            + $"Shrunk: from the reference to the mean number of steps, from 1 to {TaskPlots.MostStepsText}; {EvaluationWords.Explanation}."),
        TaskTable(report),
        Numbers(report));

    private static XElement Goals(EvaluationReport report) => new("ul", Class("goals"),
        EvaluationWords.Goals(report).Select(static goal => new XElement("li",
            new XElement("span", Class(goal.IsReached ? "state conforms" : "state deviates"), goal.IsReached ? "reached" : "not reached"), $"{goal.Name}: {goal.Reached}")));

    private static XElement Approaches(EvaluationReport report) => new("dl",
        report.Approaches.Select((approach, place) => new[]
        {
            new XElement("dt", new XElement("span", Class($"key approach{place}"), ""), approach.Name),
            new XElement("dd", approach.Description),
        }));

    private static XElement Buckets() => new("ul", Class("legend"),
        EvaluationWords.Buckets.Select(static (name, bucket) => new XElement("li",
            new XElement("span", Class($"bucket{bucket}"), "\u00a0"), bucket == SolvedWithin.Limits.Count ? "not solved" : $"within {name}")));

    private static XElement Chart(EvaluationReport report, TaskKind kind) => new("section", Class("chart"),
        new XElement("h3", EvaluationWords.Of(kind)),
        report.Approaches.Select((approach, place) =>
        {
            var counts = SolvedWithin.Count(report.ResultsOf(place).Where(result => result.Task.Kind == kind));
            return new XElement("div", Class("bars"),
                new XElement("b", approach.Name),
                TaskPlots.Stack(counts),
                new XElement("small", string.Join(" \u00b7 ", counts)));
        }));

    private static XElement[] Rates(IReadOnlyList<Rate> rates) => rates.Count == 0
        ? []
        :
        [
            new XElement("h2", "Actions a second"),
            new XElement("p", Class("faint"), $"On {RateMeasurement.Target}, which conforms, one core, generation included; the last bar is model and target on scenarios drawn beforehand."),
            new XElement("section", Class("chart"), rates.Select(rate => new XElement("div", Class("bars"),
                new XElement("b", rate.Name),
                TaskPlots.Bar(rate.ActionsPerSecond / rates.Max(static other => other.ActionsPerSecond)),
                new XElement("small", string.Create(CultureInfo.InvariantCulture, $"{rate.ActionsPerSecond / 1000:N0} k/s, {rate.BytesPerAction:N1} B"))))),
        ];

    private static XElement TaskTable(EvaluationReport report) => new("div",
        Class("scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", "tasks"),
        new XElement("table", Class("tasks"),
            new XElement("thead", new XElement("tr",
                new XElement("th", Class("corner"), new XAttribute("scope", "col"), "task"),
                Heads("search", "shrunk", "found", "actions", "seconds", "steps", "reference", "proved", "forms", "executions", "transitions"))),
            new XElement("tbody", report.Rows.Select(Row))));

    private static IEnumerable<XElement> Heads(params string[] heads) => heads.Select(static head => new XElement("th", new XAttribute("scope", "col"), head));

    private static XElement Row(IReadOnlyList<TaskResult> row)
    {
        var own = row[0];
        return new XElement("tr",
            new XElement("th", new XAttribute("scope", "row"), own.Task.Name),
            new XElement("td", Class("plot"), TaskPlots.Search(row)),
            new XElement("td", Class("plot"), TaskPlots.Shrunk(row)),
            Cell(own.IsSolved, EvaluationWords.Share(own.Found, own.Trials.Count)),
            Cell(EvaluationWords.Number(Sample.Median(own.Actions))),
            Cell(EvaluationWords.Seconds(Sample.Median(own.Seconds))),
            Cell(own.AtReference == own.Found, EvaluationWords.Number(Sample.Mean(own.Steps))),
            Cell(EvaluationWords.References(own)),
            Cell(own.ProvedSignatures == own.Signatures, EvaluationWords.Proved(own)),
            Cell(own.IsCanonical, EvaluationWords.NormalForms(own)),
            Cell(EvaluationWords.Number(Sample.Mean(own.Executions))),
            Cell(EvaluationWords.Number(Sample.Mean(own.Transitions))));
    }

    private static XElement Cell(string text) => new("td", text);

    private static XElement Cell(bool isReached, string text) => new("td", isReached ? null : Class("deviates"), text);

    private static XElement Numbers(EvaluationReport report) => new("details",
        new XElement("summary", "All numbers"),
        new XElement("div", Class("scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", "all numbers"),
            new XElement("table", Class("tasks"),
                new XElement("thead", new XElement("tr",
                    new XElement("th", Class("corner"), new XAttribute("scope", "col"), "task"),
                    Heads("approach", "found", "actions", "p90", "seconds", "p90", "steps", "reference", "at reference", "proved", "forms", "executions", "to result", "transitions", "shrink s"))),
                new XElement("tbody", report.Rows.SelectMany(static row => row).Select(static result => new XElement("tr",
                    new XElement("th", new XAttribute("scope", "row"), result.Task.Name),
                    Cell(result.Approach.Name),
                    Cell(EvaluationWords.Share(result.Found, result.Trials.Count)),
                    Cell(EvaluationWords.Number(Sample.Median(result.Actions))),
                    Cell(EvaluationWords.Number(Sample.Percentile(result.Actions, 90))),
                    Cell(EvaluationWords.Seconds(Sample.Median(result.Seconds))),
                    Cell(EvaluationWords.Seconds(Sample.Percentile(result.Seconds, 90))),
                    Cell(EvaluationWords.Number(Sample.Mean(result.Steps))),
                    Cell(EvaluationWords.References(result)),
                    Cell(EvaluationWords.Share(result.AtReference, result.Found)),
                    Cell(EvaluationWords.Proved(result)),
                    Cell(EvaluationWords.NormalForms(result)),
                    Cell(EvaluationWords.Number(Sample.Mean(result.Executions))),
                    Cell(EvaluationWords.Number(Sample.Mean(result.ExecutionsToResult))),
                    Cell(EvaluationWords.Number(Sample.Mean(result.Transitions))),
                    Cell(EvaluationWords.Seconds(Sample.Mean(result.ShrinkSeconds)))))))));

    private static XAttribute Class(string name) => new("class", name);
}
