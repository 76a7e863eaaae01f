using OsLockConformance.Evaluation.Results;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>The file of <c>--html</c>, opened before the evaluation begins, so that one that can't be written to costs no time.</summary>
internal sealed class EvaluationPage : IDisposable
{
    private readonly string _path;
    private readonly StreamWriter _writer;

    private EvaluationPage(string path, StreamWriter writer)
    {
        _path = path;
        _writer = writer;
    }

    /// <summary>Opens the file.</summary>
    /// <exception cref="UsageException">It can't be written to.</exception>
    public static EvaluationPage Open(string path)
    {
        try
        {
            return new EvaluationPage(path, new StreamWriter(path) { NewLine = "\n" });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(path);
        }
    }

    /// <summary>Writes the page.</summary>
    public void Write(EvaluationReport report)
    {
        try
        {
            EvaluationHtml.Write(_writer, report);
            _writer.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(_path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static UsageException Refused(string path) => new($"--html expects a file that can be written to, got '{path}'");
}
