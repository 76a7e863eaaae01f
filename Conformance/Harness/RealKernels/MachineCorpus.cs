using System.Text;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>The corpus as one file of the initramfs: before each trace a line with its name.</summary>
public static class MachineCorpus
{
    /// <summary>The file.</summary>
    public const string FileName = "corpus";

    // No line of a trace begins like this.
    private const string Mark = "== ";

    /// <summary>Writes it.</summary>
    public static string Write(IReadOnlyList<CorpusTrace> corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        var text = new StringBuilder();
        foreach (var (name, document) in corpus)
            text.Append(Mark).Append(name).Append('\n').Append(TraceFormat.Write(document));
        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<CorpusTrace> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<CorpusTrace> corpus = [];
        if (text.Length == 0)
            return corpus;
        foreach (var entry in ("\n" + text).Split("\n" + Mark, StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('\n', 2) is not [var name, var trace])
                throw new FormatException($"expected a trace, got '{entry}'");
            corpus.Add(new CorpusTrace(name, TraceParser.ParseText(trace, name)));
        }
        return corpus;
    }

    /// <summary>Reads the file; a corpus without traces if there is none.</summary>
    public static IReadOnlyList<CorpusTrace> ReadFile(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : [];
}
