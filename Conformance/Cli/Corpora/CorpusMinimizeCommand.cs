using System.CommandLine;
using System.Globalization;
using OsLockConformance.Harness.Corpora;

namespace OsLockConformance.Cli.Corpora;

/// <summary><c>oslock corpus minimize</c>: drops the traces that add nothing to the others.</summary>
internal static class CorpusMinimizeCommand
{
    /// <summary>Traces that are named as covering a dropped one; the rest are counted.</summary>
    private const int MostNamed = 4;

    public static Command Create(Terminal terminal)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "say what would be dropped, and drop nothing" };
        var corpus = CorpusOption.Create();
        var command = new Command("minimize", "Drop the traces that neither meet a cell of coverage nor show a divergence that the others do not; witnesses of errata stay.") { dryRun, corpus };
        command.SetAction(result => Minimize(terminal, CorpusOption.Of(result.GetRequiredValue(corpus)), result.GetValue(dryRun)));
        return command;
    }

    private static int Minimize(Terminal terminal, CorpusFolder folder, bool dryRun)
    {
        var minimized = CorpusMinimization.Of([.. folder.Read().Select(file => file.In(folder.Path))]);
        foreach (var dropped in minimized.Dropped)
        {
            if (!dryRun)
                Delete(folder.FileOf(dropped.Name));
            terminal.WriteLine(Tone.Notice, $"{(dryRun ? "would drop" : "dropped")} {dropped.Name}: {Cover(dropped.CoveredBy)}");
        }
        terminal.WriteLine(Tone.Plain, string.Create(CultureInfo.InvariantCulture,
            $"{minimized.Kept.Count} of {minimized.Kept.Count + minimized.Dropped.Count} traces, {minimized.Witnesses} of them witnesses, have all {minimized.Cells:N0} cells of coverage and {minimized.Findings:N0} divergences"));
        return ExitCode.Conforms;
    }

    private static string Cover(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "contributes nothing",
        <= MostNamed => $"covered by {string.Join(", ", names)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"covered by {string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more"),
    };

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceWriteException(path, exception);
        }
    }
}
