using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Cli.Matrices;

/// <summary>The committed traces, which are part of the program.</summary>
internal static class EmbeddedCorpus
{
    private const string Prefix = "Corpus/";

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<CorpusTrace> Read() => [.. Names().Select(static entry => Read(entry.Resource, entry.Name))];

    /// <summary>The trace that shows a declared deviation; there is one of each.</summary>
    public static CorpusTrace WitnessOf(Erratum erratum)
    {
        var (resource, name) = Names().Single(entry => entry.Name == $"errata/{erratum.Name}{TraceFormat.Extension}");
        return Read(resource, name);
    }

    private static IEnumerable<(string Resource, string Name)> Names() => typeof(EmbeddedCorpus).Assembly.GetManifestResourceNames()
        .Where(static resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(static resource => (Resource: resource, Name: resource[Prefix.Length..].Replace('\\', '/')))
        .OrderBy(static entry => entry.Name, StringComparer.Ordinal);

    private static CorpusTrace Read(string resource, string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedCorpus).Assembly.GetManifestResourceStream(resource)!);
        return new CorpusTrace(name, TraceParser.ParseText(reader.ReadToEnd(), name));
    }
}
