using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Matrices;

/// <summary>The committed traces, which are part of the program.</summary>
internal static class EmbeddedCorpus
{
    private const string Prefix = "Corpus/";

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<CorpusTrace> Read()
    {
        var assembly = typeof(EmbeddedCorpus).Assembly;
        List<CorpusTrace> corpus = [];
        foreach (var (resource, name) in assembly.GetManifestResourceNames()
            .Where(static resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static resource => (Resource: resource, Name: resource[Prefix.Length..].Replace('\\', '/')))
            .OrderBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            corpus.Add(new CorpusTrace(name, TraceParser.ParseText(reader.ReadToEnd(), name)));
        }

        return corpus;
    }
}
