using System.Xml.Linq;

namespace OsLockConformance.Cli;

/// <summary>
/// A page without scripts and without anything from elsewhere. It is built as XML, so that all text is escaped and every element is closed.
/// </summary>
internal static class HtmlPage
{
    /// <summary>Makes one.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="styles">Names of its style sheets, one after the other; see <see cref="EmbeddedStyle"/>.</param>
    /// <param name="content">What is in it.</param>
    public static XElement Of(string title, string[] styles, params object?[] content) => new("html",
        new XAttribute("lang", "en"),
        new XElement("head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("title", title),
            new XElement("style", string.Concat(styles.Select(EmbeddedStyle.Read)))),
        new XElement("body",
            new XElement("main", content)));

    /// <summary>Writes one.</summary>
    public static void Write(TextWriter output, XElement page)
    {
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine(page.ToString(SaveOptions.DisableFormatting));
    }
}
