using System.CommandLine;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
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
        var format = OptionValue.FormatOption();
        var command = new Command("replay", "Replay a trace and show what was expected and what happened, action by action.") 
        {
            file, target, strict, accept, format,
        };
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result => Replay(terminal, qemuSettings.Of(result), execSettings.PatienceOf(result, result.GetValue(target)), result.GetRequiredValue(file), result.GetValue(target), Acceptance.Of(result.GetValue(strict), result.GetValue(accept)), OptionValue.Format(result.GetValue(format))));
        return command;
    }

    private static int Replay(Terminal terminal, QemuOptions qemu, TimeSpan? patience, string file, string? targetName, Acceptance acceptance, OutputFormat format)
    {
        var trace = TraceParser.ParseFile(file);
        using var end = new OrderlyEnd();
        var target = TargetSelection.Create(targetName ?? DefaultTarget(trace), qemu, patience);
        using var disposable = target as IDisposable;
        var accepted = acceptance.For(target);
        Capability.Demand(target, trace, file);
        var timeline = Run(trace, target, accepted);
        if (format == OutputFormat.Json)
            Json.Write(terminal, ReplayReport.Of(file, target.Name, timeline));
        else
            TimelineText.Write(terminal, target.Name, timeline);
        return timeline.Divergence is null ? ExitCode.Conforms : ExitCode.Diverges;
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

    private static string DefaultTarget(TraceDocument trace)
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
