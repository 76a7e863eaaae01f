using System.CommandLine;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Exports;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock export FILE</c>: a trace as a program that others can run, or a text that they can read.</summary>
internal static class ExportCommand
{
    private const string FormatOption = "--as";

    /// <summary>Programs, then texts for people.</summary>
    private static readonly string[] Names = [.. ExportFormats.Names, .. ReportFormats.Names];

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "a trace" };
        var format = new Option<string>(FormatOption) { Description = $"{string.Join(", ", Names)}", HelpName = "FORMAT", Required = true };
        var target = new Option<string?>("--target") { Description = "a target whose divergence is shown, and whose declared deviations pass; by default the first one that the trace says diverges, or else no deviation passes", HelpName = "TARGET" };
        var output = new Option<string?>("--out") { Description = "the file to write to (default: standard output)", HelpName = "FILE" };
        var strict = Acceptance.StrictOption();
        var accept = Acceptance.AcceptOption();
        var command = new Command("export", "Write a trace as a program or text for people who do not have this harness.")
        {
            file, format, target, output, strict, accept,
        };
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result =>
        {
            var report = ReportFormats.Find(result.GetRequiredValue(format));
            var chosen = report is null ? Format(result.GetRequiredValue(format)) : default;
            var acceptance = Acceptance.Of(result.GetValue(strict), result.GetValue(accept));
            var path = result.GetRequiredValue(file);
            var trace = TraceParser.ParseFile(path);
            var name = result.GetValue(target) ?? DefaultTarget(trace);
            if (report is not null)
            {
                var explanation = ExplainCommand.Explain(path, name, qemuSettings.Of(result), execSettings.PatienceOf(result, name), acceptance);
                return explanation.Divergence is null
                    ? throw new UsageException($"{explanation.Target} conforms: there is nothing to report; name a target that diverges with --target")
                    : Write(terminal, path, trace, result.GetValue(output), () => report(explanation));
            }
            var program = Program(path, trace, name, qemuSettings.Of(result), execSettings.PatienceOf(result, name), acceptance);
            return Write(terminal, path, trace, result.GetValue(output), () => ExportFormats.Write(chosen, program));
        });
        return command;
    }

    private static ExportFormat Format(string name) => ExportFormats.TryFind(name, out var format)
        ? format
        : throw new UsageException($"{FormatOption} expects {string.Join(", ", Names.SkipLast(1))} or {Names[^1]}, got '{name}'");

    /// <summary>The first target that the trace says diverges, or that has the erratum that it is the witness of.</summary>
    private static string? DefaultTarget(TraceDocument trace)
    {
        var diverges = trace.Expectations.FirstOrDefault(static expectation => expectation.Verdict == TraceVerdict.Diverges)?.Target;
        return diverges is not null && !TargetSelection.IsExec(diverges) ? diverges
            : trace.Erratum is { } name && ErratumCatalogue.Find(name) is { } erratum ? erratum.Targets[0]
            : null;
    }

    private static ExportedProgram Program(string file, TraceDocument trace, string? targetName, QemuOptions qemu, TimeSpan? patience, Acceptance acceptance)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (targetName is null)
            return Of(file, name, trace, acceptance.Set);
        using var end = new OrderlyEnd();
        var target = TargetSelection.Create(targetName, qemu, patience);
        using var disposable = target as IDisposable;
        Capability.Demand(target, trace, file);
        // What the trace is the witness of is what is to be shown.
        var witnessed = trace.Erratum is { } erratum && acceptance.Named.Count == 0 ? ErratumCatalogue.Find(erratum)?.Id ?? ErratumId.None : ErratumId.None;
        var accepted = acceptance.For(target) & ~witnessed;
        var fitted = trace with { Scenario = TargetSelection.Fit(trace.Scenario, target) };
        return Of(file, name, fitted, accepted).ReplayedOn(target.Name, Replay(fitted.Scenario, target, accepted));
    }

    private static ExportedProgram Of(string file, string name, TraceDocument trace, ErratumId accepted)
    {
        try
        {
            return ExportedProgram.Of(name, trace, accepted);
        }
        catch (ExportException exception)
        {
            throw Refused(file, trace, exception);
        }
    }

    private static Timeline Replay(Scenario scenario, ITarget target, ErratumId accepted)
    {
        try
        {
            return Timeline.Of(scenario, new LockstepRunner(target, accepted));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new TargetFailedException(target, exception);
        }
    }

    private static int Write(Terminal terminal, string file, TraceDocument trace, string? path, Func<string> export)
    {
        string text;
        try
        {
            text = export();
        }
        catch (ExportException exception)
        {
            throw Refused(file, trace, exception);
        }
        if (path is null)
        {
            terminal.Output.Write(text);
            return ExitCode.Conforms;
        }
        try
        {
            File.WriteAllText(path, text);
            return ExitCode.Conforms;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--out expects a file that can be written to, got '{path}'");
        }
    }

    private static Exception Refused(string file, TraceDocument trace, ExportException exception) =>
        exception.Action is { } action && action < trace.ActionLines.Count
            ? new TraceFormatException(file, trace.ActionLines[action], 1, exception.Message)
            : new UsageException(exception.Message);
}
