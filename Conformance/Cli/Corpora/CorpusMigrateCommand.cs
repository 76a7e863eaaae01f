using System.CommandLine;
using System.Globalization;
using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Corpora;

/// <summary><c>oslock corpus migrate [FILE...]</c>: traces in the newest version of their format; what cannot be read even then is named and left as it is.</summary>
internal static class CorpusMigrateCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "traces (default: all of the corpus)" };
        var dryRun = new Option<bool>("--dry-run") { Description = "say what would be rewritten, and write nothing" };
        var corpus = CorpusOption.Create();
        var command = new Command("migrate", "Rewrite traces of older versions, comments kept.") { files, dryRun, corpus };
        command.SetAction(result =>
        {
            var given = result.GetValue(files) ?? [];
            return Migrate(terminal, given.Length > 0 ? given : CorpusOption.Of(result.GetRequiredValue(corpus)).Files(), result.GetValue(dryRun), TraceHistory.Own);
        });
        return command;
    }

    /// <summary>Migrates files.</summary>
    /// <param name="terminal">Where to say what was done.</param>
    /// <param name="files">The files.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="history">The versions of the format.</param>
    internal static int Migrate(Terminal terminal, IReadOnlyList<string> files, bool dryRun, TraceHistory history)
    {
        var (rewritten, failed) = (0, 0);
        foreach (var file in files)
        {
            try
            {
                var migrated = TraceMigration.MigrateFile(file, history);
                if (migrated.From == history.Version)
                    continue;
                if (!dryRun)
                    CorpusOption.Write(file, migrated.Text);
                rewritten++;
                Say(terminal, file, migrated, history);
            }
            catch (TraceFormatException exception)
            {
                failed++;
                terminal.Error.WriteLine(exception.Message.ReplaceLineEndings(" "));
            }
        }
        terminal.WriteLine(Tone.Plain, string.Create(CultureInfo.InvariantCulture,
            $"{rewritten} of {files.Count} traces {(dryRun ? "would be " : "")}rewritten for version {history.Version}{(failed > 0 ? $", {failed} can't be" : "")}"));
        return failed > 0 ? ExitCode.Usage : ExitCode.Conforms;
    }

    private static void Say(Terminal terminal, string file, MigratedTrace migrated, TraceHistory history)
    {
        terminal.WriteLine(Tone.Notice, string.Create(CultureInfo.InvariantCulture, $"{file}: version {migrated.From} to {history.Version}"));
        foreach (var (place, old, now) in migrated.Words)
            terminal.WriteLine(Tone.Plain, string.Create(CultureInfo.InvariantCulture, $"  {place.Line}:{place.Column}: {old} is now {now}"));
    }
}
