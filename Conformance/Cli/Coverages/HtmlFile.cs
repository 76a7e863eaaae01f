using System.Xml.Linq;

namespace OsLockConformance.Cli.Coverages;

/// <summary>A file for a page, opened before any time is spent on what is written to it.</summary>
internal sealed class HtmlFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly string _option;
    private readonly string _path;

    private HtmlFile(StreamWriter writer, string option, string path)
    {
        _writer = writer;
        _option = option;
        _path = path;
    }

    /// <summary>Opens it.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">Its path.</param>
    public static HtmlFile Open(string option, string path)
    {
        try
        {
            return new HtmlFile(new StreamWriter(path) { NewLine = "\n" }, option, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(option, path);
        }
    }

    /// <summary>Writes the page.</summary>
    public void Write(XElement page)
    {
        try
        {
            _writer.WriteLine("<!DOCTYPE html>");
            _writer.WriteLine(page.ToString(SaveOptions.DisableFormatting));
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
