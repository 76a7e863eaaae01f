using System.Text;

namespace OsLockConformance.Harness.Traces;

/// <summary>Gets the text out of a trace's file; whatever is wrong with the file becomes a <see cref="TraceFormatException"/>.</summary>
internal static class TraceFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string ReadText(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.Contains((byte)0))
            throw Wrong(path, "expected a trace, got a binary file");
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong(path, "expected UTF-8 text, got a file with other bytes in it");
        }
    }

    private static ReadOnlySpan<byte> ReadBytes(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw Wrong(path.Replace('\0', '?'), "expected the name of a file");
        if (Directory.Exists(path))
            throw Wrong(path, "expected a file, got a directory");
        try
        {
            // One byte more than is allowed, because a device or a pipe does not say how long it is.
            using var stream = File.OpenRead(path);
            var buffer = new byte[TraceFormat.MaximumBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= TraceFormat.MaximumBytes
                ? buffer.AsSpan(0, length)
                : throw Wrong(path, "expected a trace of at most 1 MiB, got a longer file");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Wrong(path, "expected a file, got a name that does not exist");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Wrong(path, "expected a file that can be read, got one that cannot be opened");
        }
    }

    private static TraceFormatException Wrong(string path, string explanation) => new(path, 1, 1, explanation);
}
