using OsLockConformance.Cli.Campaigns;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Implementation.Qemu;

namespace OsLockConformance.Cli.Commands;

/// <summary>The check of one target, whatever it is.</summary>
internal static class TargetCheck
{
    /// <summary>Runs it. A target that fails is an outcome too.</summary>
    /// <param name="terminal">Where to say what goes on.</param>
    /// <param name="name">The target.</param>
    /// <param name="qemu">The QEMU of the target qemu.</param>
    /// <param name="kernel">The kernel of the target kvm.</param>
    /// <param name="patience">How long a child process may take for an answer; null for the default.</param>
    /// <param name="options">How it is checked.</param>
    /// <param name="folder">Where findings go.</param>
    /// <param name="workers">Instances of a simulated target that run at the same time.</param>
    /// <param name="progress">Called with the scenarios run and the findings so far.</param>
    /// <param name="cancellation">Ends the check; what has been done is reported.</param>
    public static CheckOutcome Run(Terminal terminal, string name, QemuOptions qemu, KernelChoice kernel, TimeSpan? patience, CheckOptions options, FindingFolder folder, int workers,
        Action<long, int>? progress, CancellationToken cancellation)
    {
        try
        {
            if (name == KvmCheck.Name)
            {
                var outcome = new KvmCheck(terminal, kernel, kernel.HasDefaultBudget ? options with { Scenarios = KvmCheck.DefaultScenarios } : options, folder).Run(progress, cancellation);
                folder.Tidy(name);
                return outcome;
            }

            var target = TargetSelection.Create(name, qemu, patience);
            using var disposable = target as IDisposable;
            var isExec = target is ExecTarget;
            if (isExec && kernel.HasDefaultBudget)
                options = options with { Scenarios = ExecTarget.DefaultScenarios };
            var campaign = folder.CampaignOf(name, CampaignSettings.Of(name, options, qemu, patience));
            var runner = new CheckRunner(target, options, folder) { Workers = workers };
            runner.Progress = (scenarios, findings) =>
            {
                progress?.Invoke(scenarios, findings);
                campaign.Keep(runner.State);
            };
            var report = runner.Run(cancellation);
            folder.Tidy(target.Name);
            campaign.End(runner.State(), report.Interrupted);
            return new CheckOutcome(name, options.Seed, report, null) { Command = isExec ? name : null };
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or UsageException))
        {
            return new CheckOutcome(name, options.Seed, null, exception.Message.ReplaceLineEndings(" "));
        }
    }
}
