using System.CommandLine;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock replay FILE</c>: a trace on a target, action by action.</summary>
internal static class ReplayCommand
{
    /// <summary>Where a trace that names no target is replayed if the hardware cannot do it.</summary>
    private const string NewestKvm = "linux-6.14";

    private const string Hardware = "hardware";

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "a trace" };
        var target = new Option<string?>("--target") { Description = "where to replay it; by default the first target that the trace expects something of", HelpName = "TARGET" };
        var strict = Acceptance.StrictOption();
        var accept = Acceptance.AcceptOption();
        var format = OptionValue.ReportFormatOption();
        var command = new Command("replay", "Replay a trace and show what was expected and what happened, action by action.") 
        {
            file, target, strict, accept, format,
        };
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        var kernelSettings = KernelSettings.AddTo(command);
        command.SetAction(result =>
        {
            var acceptance = Acceptance.Of(result.GetValue(strict), result.GetValue(accept));
            var report = OptionValue.ReportFormat(result.GetValue(format));
            var kernel = kernelSettings.Of(result, qemuSettings);
            if (result.GetValue(target) is { } name && KvmCheck.IsMeantBy(name))
                return ReplayOnKernel(terminal, kernel, result.GetRequiredValue(file), acceptance, report);
            KvmCheck.RefuseElsewhere(kernel, "replay FILE --target kvm");
            return Replay(terminal, qemuSettings.Of(result), execSettings.PatienceOf(result, result.GetValue(target)), result.GetRequiredValue(file), result.GetValue(target), acceptance, report);
        });
        return command;
    }

    private static int ReplayOnKernel(Terminal terminal, KernelChoice kernel, string file, Acceptance acceptance, OutputFormat format)
    {
        KvmCheck.Demand(kernel);
        acceptance.Demand(KernelProfile.All);
        var trace = TraceParser.ParseFile(file);
        using var interruption = new Interruption();
        return ReplayReports.Write(terminal, format, new ReplayOutcome(file, KvmCheck.Name, trace, new KvmReplay(terminal, kernel, acceptance).Run(trace, file, interruption.Token)));
    }

    private static int Replay(Terminal terminal, QemuOptions qemu, TimeSpan? patience, string file, string? targetName, Acceptance acceptance, OutputFormat format)
    {
        var trace = TraceParser.ParseFile(file);
        using var end = new OrderlyEnd();
        var target = TargetSelection.Create(targetName ?? DefaultTarget(trace), qemu, patience);
        using var disposable = target as IDisposable;
        var accepted = acceptance.For(target);
        Capability.Demand(target, trace, file);
        return ReplayReports.Write(terminal, format, new ReplayOutcome(file, target.Name, trace, Run(trace, target, accepted)));
    }

    private static Timeline Run(TraceDocument trace, ITarget target, ErratumId accepted)
    {
        try
        {
            return Timeline.Of(TargetSelection.Fit(trace.Scenario, target), new LockstepRunner(target, accepted));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new TargetFailedException(target, exception);
        }
    }

    /// <summary>The target of a trace whose user names none.</summary>
    internal static string DefaultTarget(TraceDocument trace)
    {
        if (trace.Expectations.Count > 0)
        {
            var first = trace.Expectations[0].Target;
            return TargetSelection.IsExec(first)
                ? throw new UsageException($"the trace is of the child process {first}, which is not its command: give that, as in --target 'exec:COMMAND'")
                : first;
        }

        const TargetCapabilities hardware = TargetCapabilities.Guest | TargetCapabilities.Reset;
        return Array.TrueForAll(trace.Scenario.Actions, static action => (RequiredCapabilities.Of(action) & ~hardware) == 0) ? Hardware : NewestKvm;
    }
}
