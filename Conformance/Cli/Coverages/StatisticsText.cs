using System.Globalization;
using System.Text;
using OsLockConformance.Harness.Generation;

namespace OsLockConformance.Cli.Coverages;

/// <summary>What the generator draws, for people: a paragraph for each table.</summary>
internal static class StatisticsText
{
    private const int Width = 110;

    public static void Write(Terminal terminal, GeneratorStatistics statistics)
    {
        terminal.WriteLine(Tone.Plain, "");
        terminal.WriteLine(Tone.Plain, string.Create(CultureInfo.InvariantCulture, $"the generator, in {statistics.Scenarios:N0} scenarios"));
        foreach (var table in statistics.Tables())
        {
            terminal.WriteLine(Tone.Plain, string.Create(CultureInfo.InvariantCulture, $"  {table.Title} ({table.Total:N0})"));
            foreach (var line in Lines(table))
                terminal.WriteLine(table.Rows.Any(static row => row.Count == 0) ? Tone.Notice : Tone.Faint, line);
        }
    }

    /// <summary>The part that a row has of its table.</summary>
    public static string PartOf(StatisticsTable table, StatisticsRow row) => row.Count == 0
        ? "never"
        : string.Create(CultureInfo.InvariantCulture, $"{(double)row.Count / table.Total:0.0 %}");

    private static IEnumerable<string> Lines(StatisticsTable table)
    {
        var line = new StringBuilder("   ");
        foreach (var row in table.Rows)
        {
            var item = $" {row.Name} {PartOf(table, row)}{(ReferenceEquals(row, table.Rows[^1]) ? "" : ",")}";
            if (line.Length + item.Length > Width)
            {
                yield return line.ToString();
                line.Clear().Append("   ");
            }
            line.Append(item);
        }
        yield return line.ToString();
    }
}
