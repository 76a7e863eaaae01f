using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Corpora;

/// <summary>A trace in a file, with the text that it was read from.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Document">What it says.</param>
public sealed record CorpusFile(string Path, string Text, TraceDocument Document)
{
    /// <summary>Reads a trace, and demands that targets and erratum which it names are known.</summary>
    /// <exception cref="TraceFormatException">The file is not a trace of this version.</exception>
    public static CorpusFile Read(string path)
    {
        var text = TraceFile.ReadText(path);
        var document = TraceParser.ParseText(text, path);
        CorpusVocabulary.Demand(document, path);
        return new CorpusFile(path, text, document);
    }

    /// <summary>The text in canonical form, comments kept.</summary>
    public string Canonical => TraceFormat.Write(Document with { Scenario = Document.Scenario.Normalized() }, TraceComments.Of(Text, Document));

    /// <summary>The trace by its name in a corpus.</summary>
    public CorpusTrace In(string folder) => new(System.IO.Path.GetRelativePath(folder, Path).Replace('\\', '/'), Document);
}
