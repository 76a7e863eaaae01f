using System.CommandLine;
using OsLockConformance.Cli.Matrices;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock matrix</c>: one corpus and one budget on many targets, as a table of rule by target.</summary>
internal static class MatrixCommand
{
    /// <summary>Real kernels in an emulator run a few dozen scenarios a second, and every target has the same budget.</summary>
    private const long DefaultScenarios = 300;

    private const string DefaultTraces = "oslock-findings";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("matrix", "Run the corpus and generated scenarios on many targets and write a table of rule by target.");
        var settings = MatrixSettings.AddTo(command);
        var budget = BudgetSettings.AddTo(command, $"{DefaultScenarios}");
        var format = new Option<string>("--format") { Description = "text, markdown, json or html (default: text)", HelpName = "FORMAT" };
        var file = new Option<string>("--out") { Description = "the file to write to (default: standard output)", HelpName = "FILE" };
        var traces = new Option<string>(MatrixRun.TracesOption) { Description = $"folder for the traces of findings (default: {DefaultTraces})", HelpName = "DIR" };
        command.Options.Add(format);
        command.Options.Add(file);
        command.Options.Add(traces);
        command.SetAction(result =>
        {
            var selection = settings.Of(command, result);
            var options = budget.Of(result, new CheckOptions { Scenarios = DefaultScenarios, CountRules = true, Corpus = EmbeddedCorpus.Read() });
            var matrixFormat = OptionValue.MatrixFormat(result.GetValue(format));
            var targets = selection.Columns();
            using var output = MatrixOutput.Open(terminal, result.GetValue(file));
            return Run(terminal, targets, options, matrixFormat, output, result.GetValue(traces) ?? DefaultTraces);
        });
        return command;
    }

    private static int Run(Terminal terminal, IReadOnlyList<MatrixTarget> targets, CheckOptions options, MatrixFormat format, MatrixOutput output, string traces)
    {
        using var interruption = new Interruption();
        // Bars go to standard output, as tables do.
        var screen = format == MatrixFormat.Text || output.IsFile ? terminal : terminal with { IsRich = false };
        var run = new MatrixRun(screen, targets, options, traces);
        var columns = run.Run(interruption.Token);
        var matrix = new ConformanceMatrix(columns, options.Corpus, options);
        output.Write(matrix, format);
        if (run.Problem is { } problem)
            terminal.Error.WriteLine($"oslock: {problem}");
        if (run.Problem is not null || columns.Any(static column => column.Report is null or { Failure: not null }))
            return ExitCode.TargetFailed;
        return matrix.IsAsDeclared ? ExitCode.Conforms : ExitCode.Diverges;
    }
}
