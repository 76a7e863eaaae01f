using OsLockConformance.Harness.Files;

namespace OsLockConformance.Cli;

/// <summary>A file that an option names. That it can be written is tried before any time is spent on what is written to it; what it has stays in it
/// until all of the new text is there.</summary>
internal sealed class OutputFile : IDisposable
{
    /// <summary>What is in here is no file that another one can take the place of.</summary>
    private const string Devices = "/dev/";

    private readonly string _option;
    private readonly string _path;
    private readonly StreamWriter? _device;

    private OutputFile(string option, string path, StreamWriter? device)
    {
        _option = option;
        _path = path;
        _device = device;
    }

    /// <summary>Tries it.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="UsageException">It can't be written to.</exception>
    public static OutputFile Open(string option, string path)
    {
        try
        {
            if (Path.GetFullPath(path).StartsWith(Devices, StringComparison.Ordinal))
                return new OutputFile(option, path, Writer(new FileStream(path, FileMode.Open, FileAccess.Write)));
            Probe(Target(path));
            return new OutputFile(option, path, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(option, path);
        }
    }

    /// <summary>Writes its text.</summary>
    /// <exception cref="UsageException">It can't be written any more; what was there before is still there.</exception>
    public void Write(Action<TextWriter> write)
    {
        try
        {
            if (_device is not null)
                Write(_device, write);
            else
                AtomicFile.Write(Target(_path), stream => Write(Writer(stream), write));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(_option, _path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _device?.Dispose();

    private static void Write(StreamWriter writer, Action<TextWriter> write)
    {
        write(writer);
        writer.Flush();
    }

    // Who has opened the stream closes it.
    private static StreamWriter Writer(Stream stream) => new(stream) { NewLine = "\n" };

    /// <summary>Opens the file, if it is there, and one beside it, and changes nothing.</summary>
    private static void Probe(string path)
    {
        if (Path.Exists(path))
            new FileStream(path, FileMode.Open, FileAccess.Write).Dispose();
        WriteProbe.In(Path.GetDirectoryName(path)!);
    }

    /// <summary>The file that is meant: a link stays what it is.</summary>
    private static string Target(string path) => (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);

    private static UsageException Refused(string option, string path) => new($"{option} expects a file that can be written to, got '{path}'");
}
