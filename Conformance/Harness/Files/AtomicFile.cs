using System.Globalization;
using System.Text;

namespace OsLockConformance.Harness.Files;

/// <summary>Writes files in one piece: whoever reads one, even after a crash in the middle, finds what was there before or all that is new.</summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text, in a folder that is made if it is missing.</summary>
    /// <exception cref="IOException">The file can't be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        Write(path, stream => stream.Write(Utf8.GetBytes(text)));
    }

    /// <summary>Writes into a file beside the wanted one, gets it to the disk, and renames it.</summary>
    /// <exception cref="IOException">The file can't be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        var unfinished = UnfinishedOf(path);
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Whether a file could be written now: for a complaint before any time is spent on what would go into it.</summary>
    public static bool CanWrite(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
                return false;
            WriteProbe.At(UnfinishedOf(path));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The file beside the wanted one; not with the ending of a trace: what a crash leaves behind is never read as one.</summary>
    private static string UnfinishedOf(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!,
        string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(path)}.{Environment.ProcessId}.unfinished"));
}
