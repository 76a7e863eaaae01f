using System.CommandLine;
using System.CommandLine.Help;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Cli.Corpora;
using OsLockConformance.Cli.References;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>The command <c>oslock</c>: puts the commands together and turns what goes wrong into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The words after <c>oslock</c>.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, Terminal terminal)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        var result = Root(terminal).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0 && result.Action is not HelpAction and not HelpWithExamples)
            return Complain(terminal, ExitCode.Usage, ParseComplaint.Of(result));
        try
        {
            // Interruption has its own handling, which lets a command finish its report; see Interruption.
            return result.Invoke(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException exception)
        {
            return Complain(terminal, ExitCode.Usage, exception.Message);
        }
        catch (AggregateException exception) when (exception.InnerExceptions is [UsageException first, ..])
        {
            return Complain(terminal, ExitCode.Usage, first.Message);
        }
        catch (TraceFormatException exception)
        {
            // Without the name of the program, so that an editor finds file, line and column.
            terminal.Error.WriteLine(exception.Message.ReplaceLineEndings(" "));
            return ExitCode.Usage;
        }
        catch (TargetException exception)
        {
            return Complain(terminal, ExitCode.TargetFailed, exception.Message);
        }
        catch (AggregateException exception) when (exception.InnerExceptions is [TargetException first, ..])
        {
            return Complain(terminal, ExitCode.TargetFailed, first.Message);
        }
        catch (TargetFailedException exception)
        {
            return Complain(terminal, ExitCode.TargetFailed, exception.Message);
        }
        catch (TraceWriteException exception)
        {
            return Complain(terminal, ExitCode.TargetFailed, exception.Message);
        }
        catch (EngineFailedException exception)
        {
            return Complain(terminal, ExitCode.TargetFailed, exception.Message);
        }
        catch (EmulatedKernelException exception)
        {
            return Complain(terminal, ExitCode.TargetFailed, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Complain(terminal, ExitCode.TargetFailed, "interrupted");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Files have their own complaints; what is left is standard output: a full disk, or closed.
            return Complain(terminal, ExitCode.Usage, $"standard output cannot be written to: {exception.GetBaseException().Message}");
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("Tests implementations of Arm's OS Lock and self-hosted debug against a reference model of the architecture.")
        {
            CheckCommand.Create(terminal),
            CoverageCommand.Create(terminal),
            MatrixCommand.Create(terminal),
            ProveCommand.Create(terminal),
            ReplayCommand.Create(terminal),
            ShrinkCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            ExportCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            TargetsCommand.Create(terminal),
            RulesCommand.Create(terminal),
            ErrataCommand.Create(terminal),
            FaultsCommand.Create(terminal),
            InvariantsCommand.Create(terminal),
            NewCommand.Create(terminal),
            CorpusCommand.Create(terminal),
            ProveGatesCommand.Create(terminal),
            KernelsCommand.Create(terminal),
            ReferenceCommand.Create(terminal),
            SchemaCommand.Create(terminal),
        };
        HelpWithExamples.AddTo(root);
        return root;
    }

    private static int Complain(Terminal terminal, int exitCode, string line)
    {
        terminal.Error.WriteLine($"oslock: {line.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
