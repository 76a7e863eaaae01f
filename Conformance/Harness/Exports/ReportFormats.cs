using OsLockConformance.Harness.Explaining;

namespace OsLockConformance.Harness.Exports;

/// <summary>The texts for people that a divergence is exported as, by the names that the command line has for them.</summary>
public static class ReportFormats
{
    private static readonly (string Name, Func<Explanation, string> Write)[] Rows =
    [
        ("markdown", MarkdownExport.Write),
        ("html", HtmlExport.Write),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rows.Select(static row => row.Name)];

    /// <summary>What writes the text.</summary>
    /// <returns>null if there is no such format.</returns>
    public static Func<Explanation, string>? Find(string name) => Array.Find(Rows, row => row.Name == name).Write;
}
