namespace OsLockConformance.Cli.Evaluations;

/// <summary>A table with heads for a report in plain text: names to the left, numbers to the right.</summary>
internal static class AlignedText
{
    private const string Gap = "  ";

    /// <summary>Writes it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="names">How many of the first columns are names.</param>
    /// <param name="rows">The rows, the heads first.</param>
    public static void Write(TextWriter output, int names, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            output.WriteLine(string.Join(Gap, row.Select((cell, column) =>
                column < names ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }
}
