using System.CommandLine;
using OsLockConformance.Cli.Coverages;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock coverage [TARGET]</c>: a check whose subject is the check itself: what it meets of what can be met, and what is drawn.</summary>
internal static class CoverageCommand
{
    private const string DefaultFolder = "oslock-findings";

    /// <summary>Scenarios of a campaign that are looked at to say what the generator draws; more say the same.</summary>
    private const long MostDrawn = 100_000;

    /// <summary>The newest simulated kernel, which can do everything that the vocabulary of a virtual machine has.</summary>
    private static readonly string DefaultTarget = TargetSelection.Simulated[^1];

    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string?>("TARGET") { Arity = ArgumentArity.ZeroOrOne, Description = $"the target; 'oslock targets' lists them (default: {DefaultTarget})" };
        var length = new Option<string>("--length") { Description = $"most actions of a scenario (default: {ScenarioGenerator.MaximumLength})", HelpName = "N" };
        var guestOnly = new Option<bool>("--guest-only") { Description = "leave out what userspace and the host do" };
        var format = OptionValue.FormatOption();
        var html = new Option<string>("--html") { Description = "write a page with a heat map as well", HelpName = "FILE" };
        var folder = new Option<string>("--out") { Description = $"folder for the traces of findings (default: {DefaultFolder})", HelpName = "DIR" };
        var command = new Command("coverage", "Run generated scenarios and show in which circumstances the rules fire, which that can be met are not, and what the generator draws.")
        {
            target, length, guestOnly, html,
        };
        var budget = BudgetSettings.AddTo(command, $"{CheckOptions.DefaultScenarios}, about ten seconds; exec: {ExecTarget.DefaultScenarios}; kvm: {KvmCheck.DefaultScenarios}");
        command.Options.Add(format);
        command.Options.Add(folder);
        var qemuSettings = QemuSettings.AddTo(command);
        var kernelSettings = KernelSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result =>
        {
            var options = budget.Of(result, new CheckOptions
            {
                CountRules = true,
                Coverage = true,
                MaximumActions = result.GetValue(length) is { } most ? OptionValue.Length(most) : ScenarioGenerator.MaximumLength,
                Capabilities = result.GetValue(guestOnly) ? TargetCapabilities.Guest : CheckOptions.Everything,
            });
            var reportFormat = OptionValue.Format(result.GetValue(format));
            var given = result.GetValue(target) ?? DefaultTarget;
            if (given.StartsWith('-'))
                throw new UsageException(ParseComplaint.Of(command, given));
            var qemu = qemuSettings.Of(result);
            var kernel = kernelSettings.Of(result, qemuSettings) with { HasDefaultBudget = budget.IsDefault(result) };
            if (KvmCheck.IsMeantBy(given))
                KvmCheck.Demand(kernel);
            else
                KvmCheck.RefuseElsewhere(kernel, "coverage kvm");
            var patience = execSettings.PatienceOf(result, given);
            var name = KvmCheck.IsMeantBy(given) ? KvmCheck.Name : TargetSelection.NameOf(given, qemu);
            using var page = result.GetValue(html) is { } path ? OutputFile.Open("--html", path) : null;
            var findings = new FindingFolder(result.GetValue(folder) ?? DefaultFolder);
            var outcome = Check(terminal, name, options, reportFormat, findings, qemu, kernel, patience);
            return Write(terminal, outcome, options, reportFormat, page, findings);
        });
        return command;
    }

    private static CheckOutcome Check(Terminal terminal, string name, CheckOptions options, OutputFormat format, FindingFolder findings, QemuOptions qemu, KernelChoice kernel, TimeSpan? patience)
    {
        using var interruption = new Interruption();
        CheckOutcome? outcome = null;
        var screen = format == OutputFormat.Text ? terminal : terminal with { IsRich = false };
        CheckProgress.Around(screen, [name], options, reporterOf =>
            outcome = TargetCheck.Run(terminal, name, qemu, kernel, patience, options, findings, Environment.ProcessorCount, reporterOf(0), interruption.Token));
        return outcome!;
    }

    private static int Write(Terminal terminal, CheckOutcome outcome, CheckOptions options, OutputFormat format, OutputFile? page, FindingFolder findings)
    {
        var coverage = outcome.Report?.Coverage;
        var statistics = coverage is null ? null : Statistics(coverage, outcome.Report!, options);
        if (format == OutputFormat.Json)
            Json.Write(terminal, new CoverageRunJson(CheckJson.Of(outcome), statistics is null ? null : StatisticsJson.Of(statistics)));
        else
            WriteText(terminal, outcome, statistics);
        if (page is not null && statistics is not null)
            page.Write(output => HtmlPage.Write(output, CoverageHtml.Page(outcome, coverage!, statistics)));
        if (findings.Problem is not { } problem)
            return outcome.ExitCode;
        terminal.Error.WriteLine($"oslock: {problem}");
        return ExitCode.TargetFailed;
    }

    private static void WriteText(Terminal terminal, CheckOutcome outcome, GeneratorStatistics? statistics)
    {
        // The table says which cells were not met.
        CheckText.Write(terminal, outcome with { Report = outcome.Report is { } report ? report with { Coverage = null } : null, Strict = false });
        if (outcome.Report?.Coverage is not { } coverage || statistics is null)
            return;
        CoverageText.WriteCounts(terminal, coverage);
        CoverageTable.Write(terminal, coverage);
        StatisticsText.Write(terminal, statistics);
    }

    private static GeneratorStatistics Statistics(CoverageReport coverage, CheckReport report, CheckOptions options)
    {
        var generator = new ScenarioGenerator(coverage.Capabilities, coverage.Configuration) { MaximumActions = options.MaximumActions };
        return GeneratorStatistics.Of(generator, report.Seed, Math.Min(report.Scenarios, MostDrawn));
    }
}
