using System.CommandLine;

namespace OsLockConformance.Cli.Corpora;

/// <summary><c>oslock corpus</c>: the committed traces.</summary>
internal static class CorpusCommand
{
    public static Command Create(Terminal terminal) => new("corpus", "Add to a corpus of traces, replay it, minimize it, or bring its files to the newest version.")
    {
        CorpusAddCommand.Create(terminal),
        CorpusRunCommand.Create(terminal),
        CorpusMinimizeCommand.Create(terminal),
        CorpusMigrateCommand.Create(terminal),
    };
}
