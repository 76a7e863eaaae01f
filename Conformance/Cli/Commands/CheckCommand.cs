using System.CommandLine;
using OsLockConformance.Cli.Campaigns;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock check</c>: runs generated scenarios on targets and reports what diverges, as short as it can be made.</summary>
internal static class CheckCommand
{
    private const string DefaultFolder = "oslock-findings";

    public static Command Create(Terminal terminal)
    {
        var targets = new Argument<string[]>("TARGET") { Arity = ArgumentArity.ZeroOrMore, Description = "what to check; 'oslock targets' lists them" };
        var all = new Option<bool>("--all") { Description = "check the seven KVM profiles and the simulated hardware" };
        var length = new Option<string>("--length") { Description = $"most actions of a scenario (default: {ScenarioGenerator.MaximumLength})", HelpName = "N" };
        var guestOnly = new Option<bool>("--guest-only") { Description = "leave out what userspace and the host do" };
        var twin = new Option<string>("--twin") { Description = "lead this simulated target through the same scenarios and say in what it differs", HelpName = "TARGET" };
        var coverage = new Option<bool>("--coverage") { Description = "say which rules fired in which circumstances, and which that can be met were not" };
        var strict = Acceptance.StrictOption();
        var accept = Acceptance.AcceptOption();
        var certification = CertificationSettings.New();
        var format = OptionValue.ReportFormatOption();
        var folder = new Option<string>("--out") { Description = $"folder for the traces of findings (default: {DefaultFolder})", HelpName = "DIR" };
        var resume = new Option<bool>("--resume") { Description = "go on from where the check that wrote to this folder ended" };
        var command = new Command("check", "Check implementations with generated scenarios and shrink what diverges.")
        {
            targets, all, length, guestOnly, twin, coverage,
        };
        var budget = BudgetSettings.AddTo(command, $"{CheckOptions.DefaultScenarios}, about ten seconds; exec: {ExecTarget.DefaultScenarios}; kvm: {KvmCheck.DefaultScenarios}");
        command.Options.Add(strict);
        command.Options.Add(accept);
        certification.AddTo(command);
        command.Options.Add(format);
        command.Options.Add(folder);
        command.Options.Add(resume);
        var qemuSettings = QemuSettings.AddTo(command);
        var kernelSettings = KernelSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result =>
        {
            var qemu = qemuSettings.Of(result);
            var acceptance = Acceptance.Of(result.GetValue(strict), result.GetValue(accept));
            var options = budget.Of(result, new CheckOptions
            {
                Strict = acceptance.Strict,
                Accepted = acceptance.Set,
                CertifyBudget = certification.Of(result),
                CountRules = result.GetValue(coverage),
                Coverage = result.GetValue(coverage),
                MaximumActions = result.GetValue(length) is { } most ? OptionValue.Length(most) : ScenarioGenerator.MaximumLength,
                Capabilities = result.GetValue(guestOnly) ? TargetCapabilities.Guest : CheckOptions.Everything,
            });
            var report = OptionValue.ReportFormat(result.GetValue(format));
            var given = result.GetValue(targets) ?? [];
            if (Array.Find(given, static word => word.StartsWith('-')) is { } unknown)
                throw new UsageException(ParseComplaint.Of(command, unknown));
            var kernel = kernelSettings.Of(result, qemuSettings) with
            {
                HasDefaultBudget = budget.IsDefault(result),
            };
            if (result.GetValue(resume) && given.Any(KvmCheck.IsMeantBy))
                throw new UsageException("--resume does not go with the target kvm");
            if (result.GetValue(resume) && result.GetValue(coverage))
                throw new UsageException("--resume and --coverage exclude each other: what was met before is not kept");
            if (result.GetValue(resume) && result.GetValue(twin) is not null)
                throw new UsageException("--resume and --twin exclude each other: in what they differed before is not kept");
            if (given.Any(KvmCheck.IsMeantBy))
                KvmCheck.Demand(kernel);
            else
                KvmCheck.RefuseElsewhere(kernel, "check kvm");
            var patience = execSettings.PatienceOf(result, given);
            var names = Names(given, result.GetValue(all), qemu);
            if (acceptance.Named.Count > 0)
                acceptance.Demand(names.SelectMany(name => name == KvmCheck.Name ? KernelProfile.All : TargetSelection.ErrataTargetsOf(name, patience)));
            if (result.GetValue(twin) is { } second)
                options = options with { Twin = TwinOf(second, names) };
            var path = result.GetValue(folder) ?? DefaultFolder;
            // All of them are read before the first one goes on, and before anything is made.
            CampaignState?[] resumed = [.. names.Select(name => result.GetValue(resume) ? FindingFolder.CampaignIn(path, name, CampaignSettings.Of(name, options, qemu, patience)).Read() : null)];
            return Check(terminal, names, options, report, new FindingFolder(path), resumed, qemu, kernel, patience);
        });
        return command;
    }

    private static Twin TwinOf(string name, string[] targets) => targets.Length > 1
        ? throw new UsageException("--twin goes with one target")
        : TargetCatalogue.TryCreate(name, out var twin)
            ? new Twin(twin)
            : throw new UsageException($"--twin expects a simulated target, got '{name}'; 'oslock targets' lists them");

    private static string[] Names(string[] given, bool all, QemuOptions qemu)
    {
        if (all && given.Length > 0)
            throw new UsageException("name targets or say --all, not both");
        if (all)
            return TargetSelection.Simulated;
        return given.Length > 0
            ? [.. given.Select(name => KvmCheck.IsMeantBy(name) ? KvmCheck.Name : TargetSelection.NameOf(name, qemu)).Distinct()]
            : throw new UsageException("name a target, or say --all; 'oslock targets' lists them");
    }

    private static int Check(Terminal terminal, string[] names, CheckOptions options, OutputFormat format, FindingFolder folder, CampaignState?[] resumed, QemuOptions qemu, KernelChoice kernel, TimeSpan? patience)
    {
        using var interruption = new Interruption();
        var outcomes = new CheckOutcome[names.Length];
        // Targets share the cores.
        var workers = Math.Max(1, Environment.ProcessorCount / names.Length);
        var screen = format == OutputFormat.Text ? terminal : terminal with { IsRich = false };
        CheckProgress.Around(screen, names, options, reporterOf => Parallel.For(0, names.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            place => outcomes[place] = TargetCheck.Run(terminal, names[place], qemu, kernel, patience, options with { Resumed = resumed[place] }, folder, workers, reporterOf(place), interruption.Token)
                with { Strict = options.Strict }));

        CheckReports.Write(terminal, outcomes, format);
        var exitCode = outcomes.Max(static outcome => outcome.ExitCode);
        // An invariant that can't fail makes every verdict on a host worth less than it says.
        if (!interruption.Token.IsCancellationRequested && names.Any(TargetCatalogue.HasHost) && InvariantsCommand.Complain(terminal))
            exitCode = Math.Max(exitCode, ExitCode.Diverges);
        if (folder.Problem is not { } problem)
            return exitCode;
        terminal.Error.WriteLine($"oslock: {problem}");
        return ExitCode.TargetFailed;
    }
}
