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
        command.SetAction(result => Replay(terminal, qemuSettings.Of(result), result.GetRequiredValue(file), result.GetValue(target), Acceptance.Of(result.GetValue(strict), result.GetValue(accept)), OptionValue.Format(result.GetValue(format))));
        return command;
    }

    private static int Replay(Terminal terminal, QemuOptions qemu, string file, string? targetName, Acceptance acceptance, OutputFormat format)
    {
        var trace = TraceParser.ParseFile(file);
        var target = TargetSelection.Create(targetName ?? DefaultTarget(trace), qemu);
        using var disposable = target as IDisposable;
        acceptance.Demand([target.Name]);
        Capability.Demand(target, trace, file);
        var timeline = Run(trace, target, acceptance.For(target.Name));
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
            return trace.Expectations[0].Target;
        const TargetCapabilities hardware = TargetCapabilities.Guest | TargetCapabilities.Reset;
        return Array.TrueForAll(trace.Scenario.Actions, static action => (RequiredCapabilities.Of(action) & ~hardware) == 0) ? Hardware : NewestKvm;
    }
}
