using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Traces;

/// <summary>The committed traces, found from wherever the tests run.</summary>
internal static class CorpusFiles
{
    private static readonly string Root = Find();

    /// <summary>The files by their path inside the corpus, in order.</summary>
    public static TheoryData<string> All
    {
        get
        {
            TheoryData<string> names = [];
            foreach (var path in Directory.EnumerateFiles(Root, $"*{TraceFormat.Extension}", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                names.Add(Path.GetRelativePath(Root, path).Replace('\\', '/'));
            return names;
        }
    }

    /// <summary>The traces themselves.</summary>
    public static CorpusTrace[] Read()
    {
        List<CorpusTrace> corpus = [];
        foreach (string name in All)
            corpus.Add(new CorpusTrace(name, TraceParser.ParseFile(PathOf(name))));
        return [.. corpus];
    }

    public static string PathOf(string name) => Path.Combine(Root, name);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpus = Path.Combine(folder.FullName, "Conformance", "Corpus");
            if (Directory.Exists(corpus))
                return corpus;
        }

        throw new DirectoryNotFoundException("Conformance/Corpus is not above the folder that the tests run in.");
    }
}
