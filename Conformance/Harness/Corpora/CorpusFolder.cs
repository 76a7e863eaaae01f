using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Corpora;

/// <summary>A folder of traces, and the folders below it.</summary>
/// <param name="path">The folder; it has to exist.</param>
public sealed class CorpusFolder(string path)
{
    /// <summary>Where the repository has its own, seen from its root.</summary>
    public const string Default = "Conformance/Corpus";

    /// <summary>The folder as it was given.</summary>
    public string Path => path;

    /// <summary>The files, in the order of their names in the corpus.</summary>
    public IReadOnlyList<string> Files() =>
    [
        .. Directory.EnumerateFiles(path, $"*{TraceFormat.Extension}", SearchOption.AllDirectories)
            .OrderBy(NameOf, StringComparer.Ordinal),
    ];

    /// <summary>All traces, in the order of their names.</summary>
    /// <exception cref="TraceFormatException">A file is not a trace of this version.</exception>
    public IReadOnlyList<CorpusFile> Read() => [.. Files().Select(CorpusFile.Read)];

    /// <summary>A file's name in the corpus: its path below the folder, with slashes.</summary>
    public string NameOf(string file) => System.IO.Path.GetRelativePath(path, file).Replace('\\', '/');

    /// <summary>The file of a name.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(path, name);
}
