using System.CommandLine;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock explain FILE</c>: what a trace does, how a target differs, and what is known that would explain it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "a trace" };
        var target = new Option<string?>("--target") { Description = "where it diverges; by default the first target that the trace expects something of, or that has the erratum that it is the witness of", HelpName = "TARGET" };
        var strict = Acceptance.StrictOption();
        var accept = Acceptance.AcceptOption();
        var format = OptionValue.FormatOption();
        var command = new Command("explain", "Say in words what a trace does, how expectation and observation differ, and which declared deviation or planted fault would explain it.")
        {
            file, target, strict, accept, format,
        };
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result =>
        {
            var path = result.GetRequiredValue(file);
            var acceptance = Acceptance.Of(result.GetValue(strict), result.GetValue(accept));
            var report = OptionValue.Format(result.GetValue(format));
            var name = result.GetValue(target);
            var explanation = Explain(path, name, qemuSettings.Of(result), execSettings.PatienceOf(result, name), acceptance);
            if (report == OutputFormat.Json)
                Json.Write(terminal, ExplainReport.Of(path, explanation));
            else
                ExplainText.Write(terminal, explanation);
            return explanation.Divergence is null ? ExitCode.Conforms : ExitCode.Diverges;
        });
        return command;
    }

    /// <summary>Explains the trace of a file.</summary>
    /// <param name="file">The trace.</param>
    /// <param name="targetName">The target; null for the trace's own.</param>
    /// <param name="qemu">Which QEMU, should it be that.</param>
    /// <param name="patience">How long a child process may take for an answer; null for the default.</param>
    /// <param name="acceptance">The errata that are accepted.</param>
    public static Explanation Explain(string file, string? targetName, QemuOptions qemu, TimeSpan? patience, Acceptance acceptance)
    {
        var trace = TraceParser.ParseFile(file);
        using var end = new OrderlyEnd();
        var witnessed = trace.Erratum is { } name ? ErratumCatalogue.Find(name) : null;
        var target = TargetSelection.Create(targetName ?? witnessed?.Targets[0] ?? ReplayCommand.DefaultTarget(trace), qemu, patience);
        using var disposable = target as IDisposable;
        // What the trace is the witness of is what is to be explained, unless it is asked for by name.
        var accepted = acceptance.For(target) & ~(acceptance.Named.Count == 0 ? witnessed?.Id ?? ErratumId.None : ErratumId.None);
        Capability.Demand(target, trace, file);
        return Explain(TargetSelection.Fit(trace.Scenario, target), target, accepted);
    }

    private static Explanation Explain(Scenario scenario, ITarget target, ErratumId accepted)
    {
        try
        {
            return Explanation.Of(scenario, target, accepted);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new TargetFailedException(target, exception);
        }
    }
}
