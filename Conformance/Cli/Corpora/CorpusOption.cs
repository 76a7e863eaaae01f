using System.CommandLine;
using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Files;

namespace OsLockConformance.Cli.Corpora;

/// <summary>The option <c>--corpus</c>, and what a command does with the folder.</summary>
internal static class CorpusOption
{
    public static Option<string> Create() => new("--corpus")
    {
        Description = $"the folder of the corpus (default: {CorpusFolder.Default})",
        HelpName = "FOLDER",
        DefaultValueFactory = static _ => CorpusFolder.Default,
    };

    /// <summary>The folder, which has to be there.</summary>
    public static CorpusFolder Of(string path) => Directory.Exists(path)
        ? new CorpusFolder(path)
        : throw new UsageException($"--corpus expects a folder of traces, got '{path}'{(path == CorpusFolder.Default ? ", which is not here: start from the root of the repository, or name another" : "")}");

    /// <summary>Writes a file in one piece.</summary>
    public static void Write(string path, string text)
    {
        try
        {
            AtomicFile.Write(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceWriteException(path, exception);
        }
    }
}
