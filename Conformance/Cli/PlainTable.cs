using Spectre.Console;

namespace OsLockConformance.Cli;

/// <summary>Rows and columns: a drawn table on a screen, aligned text without any drawing in a file or a pipe.</summary>
internal static class PlainTable
{
    private const int Gap = 2;

    public static void Write(Terminal terminal, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (terminal.IsRich)
            WriteDrawn(terminal, headings, rows);
        else
            WriteAligned(terminal, rows);
    }

    private static void WriteDrawn(Terminal terminal, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        // Names stay in one piece; the sentence in the last column takes what width is left.
        for (var column = 0; column < headings.Count; column++)
            table.AddColumn(new TableColumn(Markup.Escape(headings[column])) { NoWrap = column < headings.Count - 1 });
        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        terminal.Console.Write(table);
    }

    private static void WriteAligned(Terminal terminal, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
        {
            var line = "";
            for (var column = 0; column < row.Count; column++)
                line += column == row.Count - 1 ? row[column] : row[column].PadRight(rows.Max(other => other[column].Length) + Gap);
            terminal.Output.WriteLine(line.TrimEnd());
        }
    }
}
