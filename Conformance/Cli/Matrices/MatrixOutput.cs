using OsLockConformance.Harness.Matrices;

namespace OsLockConformance.Cli.Matrices;

/// <summary>Where a matrix goes: a file, or standard output.</summary>
internal sealed class MatrixOutput : IDisposable
{
    private readonly Terminal _terminal;
    private readonly string? _path;

    private MatrixOutput(Terminal terminal, string? path)
    {
        _terminal = terminal;
        _path = path;
    }

    /// <summary>Opens it, before any time is spent on what is written to it.</summary>
    public static MatrixOutput Open(Terminal terminal, string? path)
    {
        if (path is null)
            return new MatrixOutput(terminal, null);
        try
        {
            return new MatrixOutput(new Terminal(new StreamWriter(path) { NewLine = "\n" }, terminal.Error, IsRich: false), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(path);
        }
    }

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => _path is not null;

    /// <summary>Writes the matrix.</summary>
    public void Write(ConformanceMatrix matrix, MatrixFormat format)
    {
        try
        {
            switch (format)
            {
                case MatrixFormat.Markdown:
                    MatrixMarkdown.Write(_terminal.Output, matrix);
                    break;
                case MatrixFormat.Json:
                    Json.Write(_terminal, MatrixJson.Of(matrix));
                    break;
                case MatrixFormat.Html:
                    MatrixHtml.Write(_terminal.Output, matrix);
                    break;
                default:
                    MatrixText.Write(_terminal, matrix);
                    break;
            }
            _terminal.Output.Flush();
        }
        catch (Exception exception) when (_path is not null && exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(_path!);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_path is not null)
            _terminal.Output.Dispose();
    }

    private static UsageException Refused(string path) => new($"--out expects a file that can be written to, got '{path}'");
}
