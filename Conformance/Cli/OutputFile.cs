namespace OsLockConformance.Cli;

/// <summary>A file that an option names, opened before any time is spent on what is written to it.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly string _option;
    private readonly string _path;

    private OutputFile(StreamWriter writer, string option, string path)
    {
        _writer = writer;
        _option = option;
        _path = path;
    }

    /// <summary>Opens it.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="UsageException">It can't be written to.</exception>
    public static OutputFile Open(string option, string path)
    {
        try
        {
            return new OutputFile(new StreamWriter(path) { NewLine = "\n" }, option, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(option, path);
        }
    }

    /// <summary>Writes its text.</summary>
    /// <exception cref="UsageException">It can't be written any more.</exception>
    public void Write(Action<TextWriter> write)
    {
        try
        {
            write(_writer);
            _writer.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(_option, _path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static UsageException Refused(string option, string path) => new($"{option} expects a file that can be written to, got '{path}'");
}
