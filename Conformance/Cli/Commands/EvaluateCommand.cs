using System.CommandLine;
using OsLockConformance.Cli.Evaluations;
using OsLockConformance.Evaluation;
using OsLockConformance.Evaluation.Rates;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Trials;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock evaluate</c>: how fast mistakes that are known to be there are found, and how short the programs are that show them.</summary>
internal static class EvaluateCommand
{
    private const int DefaultSeeds = 20;

    /// <summary>Long enough for the slowest approach to execute a hundred thousand actions.</summary>
    private static readonly TimeSpan RateRound = TimeSpan.FromMilliseconds(300);

    public static Command Create(Terminal terminal)
    {
        var seeds = new Option<string>("--seeds") { Description = $"seeds of each task and approach (default: {DefaultSeeds})", HelpName = "N" };
        var only = new Option<string>("--only") { Description = "only these faults, profiles and errata, separated by commas", HelpName = "NAME,..." };
        var against = new Option<string>("--against") { Description = "fscheck-machine, fscheck-list, cscheck, separated by commas, or none (default: all three)", HelpName = "TOOL,..." };
        var time = new Option<string>("--time") { Description = "longest search of a trial (default: 60s)", HelpName = "TIME" };
        var actions = new Option<string>("--actions") { Description = $"most actions of the search of a trial (default: {TrialBudget.Default.Actions})", HelpName = "N" };
        var format = OptionValue.FormatOption();
        var html = new Option<string>("--html") { Description = "write a page with plots too", HelpName = "FILE" };
        var command = new Command("evaluate", "Find and shrink every planted fault, diverging profile and erratum, beside other tools; exit code 1 if ours misses a goal, 3 if it was interrupted.")
        {
            seeds, only, against, time, actions, format, html,
        };
        command.SetAction(result =>
        {
            var tasks = EvaluationSelection.Tasks(result.GetValue(only));
            var approaches = EvaluationSelection.Approaches(result.GetValue(against));
            var count = result.GetValue(seeds) is { } given ? OptionValue.Seeds(given) : DefaultSeeds;
            var budget = TrialBudget.Default with
            {
                Time = result.GetValue(time) is { } longest ? OptionValue.Time(longest) : TrialBudget.Default.Time,
                Actions = result.GetValue(actions) is { } most ? OptionValue.Actions(most) : TrialBudget.Default.Actions,
            };
            var outputFormat = OptionValue.Format(result.GetValue(format));
            using var page = result.GetValue(html) is { } path ? OutputFile.Open("--html", path) : null;
            using var interruption = new Interruption();
            var screen = outputFormat == OutputFormat.Text ? terminal : terminal with { IsRich = false };
            var report = EvaluationProgress.Around(screen, progress =>
            {
                // Before anything else, while the machine is not busy with the trials.
                var rates = approaches.Count > 1 ? RateMeasurement.Of(approaches, RateRound, interruption.Token) : [];
                return new EvaluationRun(tasks, approaches, count, budget) { Progress = progress }.Run(interruption.Token, rates);
            });
            Write(terminal, report, outputFormat);
            page?.Write(output => HtmlPage.Write(output, EvaluationHtml.Page(report)));
            return ExitCodeOf(report);
        });
        return command;
    }

    private static int ExitCodeOf(EvaluationReport report) => (EvaluationWords.Missed(report), report.IsInterrupted) switch
    {
        (not null, _) => ExitCode.Diverges,
        (null, true) => ExitCode.TargetFailed,
        _ => ExitCode.Conforms,
    };

    private static void Write(Terminal terminal, EvaluationReport report, OutputFormat format)
    {
        if (format == OutputFormat.Json)
            Json.Write(terminal, EvaluationJson.Of(report));
        else
            EvaluationText.Write(terminal, report);
    }
}
