using System.CommandLine;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Corpora;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.Corpora;

/// <summary><c>oslock corpus run</c>: replays the traces and compares with what they record.</summary>
internal static class CorpusRunCommand
{
    public static Command Create(Terminal terminal)
    {
        var target = new Option<string[]>("--target") { Description = "where to replay all traces; several times for several (default: every simulated target that a trace records something of)", HelpName = "TARGET" };
        var corpus = CorpusOption.Create();
        var format = OptionValue.FormatOption();
        var command = new Command("run", "Replay the traces of a corpus and compare with the verdicts that they record.") { target, corpus, format };
        var qemuSettings = QemuSettings.AddTo(command);
        var execSettings = ExecSettings.AddTo(command);
        command.SetAction(result =>
        {
            var report = OptionValue.Format(result.GetValue(format));
            var folder = CorpusOption.Of(result.GetRequiredValue(corpus));
            CorpusTrace[] traces = [.. folder.Read().Select(file => file.In(folder.Path))];
            if (traces.Length == 0)
                throw new UsageException($"there is no trace in '{folder.Path}'");
            var given = result.GetValue(target) ?? [];
            using var end = new OrderlyEnd();
            var outcomes = given.Length > 0
                ? given.SelectMany(name => Run(name, traces, qemuSettings.Of(result), execSettings.PatienceOf(result, name)))
                : Simulated(traces);
            return CorpusRunReport.Write(terminal, traces.Length, [.. outcomes], report);
        });
        return command;
    }

    /// <summary>All traces on one target, recorded or not.</summary>
    private static List<CorpusOutcome> Run(string name, CorpusTrace[] traces, QemuOptions qemu, TimeSpan? patience)
    {
        var target = TargetSelection.Create(name, qemu, patience);
        using var disposable = target as IDisposable;
        return Replay(target, traces);
    }

    /// <summary>What is recorded of the targets of this process.</summary>
    private static IEnumerable<CorpusOutcome> Simulated(CorpusTrace[] traces)
    {
        foreach (var name in TargetCatalogue.Names)
        {
            CorpusTrace[] recorded = [.. traces.Where(trace => CorpusReplay.Records(trace.Document, name))];
            if (recorded.Length == 0 || !TargetCatalogue.TryCreate(name, out var target))
                continue;
            foreach (var outcome in Replay(target, recorded))
                yield return outcome;
        }
    }

    private static List<CorpusOutcome> Replay(ITarget target, CorpusTrace[] traces)
    {
        try
        {
            var replay = new CorpusReplay(target);
            return [.. traces.SelectMany(replay.Replay)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException and not TargetException)
        {
            throw new TargetFailedException(target, exception);
        }
    }
}
