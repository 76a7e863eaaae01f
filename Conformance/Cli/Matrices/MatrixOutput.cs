using OsLockConformance.Harness.Matrices;

namespace OsLockConformance.Cli.Matrices;

/// <summary>Where a matrix goes: a file, or standard output.</summary>
internal sealed class MatrixOutput : IDisposable
{
    private readonly Terminal _terminal;
    private readonly OutputFile? _file;

    private MatrixOutput(Terminal terminal, OutputFile? file)
    {
        _terminal = terminal;
        _file = file;
    }

    /// <summary>Opens it, before any time is spent on what is written to it.</summary>
    public static MatrixOutput Open(Terminal terminal, string? path) => new(terminal, path is null ? null : OutputFile.Open("--out", path));

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => _file is not null;

    /// <summary>Writes the matrix.</summary>
    public void Write(ConformanceMatrix matrix, MatrixFormat format)
    {
        if (_file is null)
            Write(_terminal, matrix, format);
        else
            _file.Write(writer => Write(new Terminal(writer, _terminal.Error, IsRich: false), matrix, format));
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static void Write(Terminal terminal, ConformanceMatrix matrix, MatrixFormat format)
    {
        switch (format)
        {
            case MatrixFormat.Markdown:
                MatrixMarkdown.Write(terminal.Output, matrix);
                break;
            case MatrixFormat.Json:
                Json.Write(terminal, MatrixJson.Of(matrix));
                break;
            case MatrixFormat.Html:
                HtmlPage.Write(terminal.Output, MatrixHtml.Page(matrix));
                break;
            default:
                MatrixText.Write(terminal, matrix);
                break;
        }
        terminal.Output.Flush();
    }
}
