using System.Text;

namespace OsLockConformance.Harness.Exec;

/// <summary>
/// Lines of a stream of bytes from a program that may be broken: what is not UTF-8 becomes U+FFFD, and of a line that does not end only the
/// beginning is kept, with an ellipsis that makes it no valid line.
/// </summary>
internal sealed class LineReader(Stream stream)
{
    /// <summary>Bytes that are kept of a line.</summary>
    public const int LongestLine = 4096;

    private readonly byte[] _chunk = new byte[LongestLine];
    private readonly byte[] _line = new byte[LongestLine];
    private int _position;
    private int _available;

    /// <summary>The next line without its end; null at the end of the stream. A last line that is not ended counts.</summary>
    public string? Read()
    {
        var length = 0;
        var isCut = false;
        var hasAny = false;
        while (Next(out var next))
        {
            if (next == '\n')
                return Text(length, isCut);
            hasAny = true;
            if (length < LongestLine)
                _line[length++] = next;
            else
                isCut = true;
        }

        return hasAny ? Text(length, isCut) : null;
    }

    private bool Next(out byte next)
    {
        if (_position == _available)
        {
            _position = 0;
            _available = Fill();
        }

        next = _available > 0 ? _chunk[_position++] : default;
        return _available > 0;
    }

    private int Fill()
    {
        try
        {
            return stream.Read(_chunk);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was ended while it was being read.
            return 0;
        }
    }

    private string Text(int length, bool isCut)
    {
        if (length > 0 && !isCut && _line[length - 1] == '\r')
            length--;
        return Encoding.UTF8.GetString(_line, 0, length) + (isCut ? "…" : "");
    }
}
