using System.Globalization;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>A matrix for a screen: the targets with their numbers, the table, then what is behind its cells.</summary>
internal static class MatrixText
{
    private const int CellWidth = 6;

    public static void Write(Terminal terminal, ConformanceMatrix matrix)
    {
        terminal.WriteLine(matrix.IsAsDeclared ? Tone.Good : Tone.Bad, $"{MatrixWords.Verdict(matrix)}: {MatrixWords.Headline(matrix)}");
        terminal.WriteLine(Tone.Plain, "");
        WriteTargets(terminal, matrix);
        terminal.WriteLine(Tone.Plain, "");
        WriteTable(terminal, matrix);
        foreach (var state in MatrixWords.States)
            terminal.WriteLine(Tone.Faint, $"{MatrixWords.MarkOf(state)} {MatrixWords.Of(state)}: {MatrixWords.MeaningOf(state)}");
        Section(terminal, Tone.Bad, "profile and kernel disagree", matrix.Disagreements.Select(static found => $"{found.Rule.Print()} {found.What}"));
        Section(terminal, Tone.Bad, "traces of the corpus that do not show what they expect", matrix.UnmetExpectations.Select(MatrixWords.Of));
        WriteFindings(terminal, matrix);
        Section(terminal, Tone.Plain, "deviations as declared, how often seen", matrix.ErrataSeen().Select(erratum => $"{erratum.Rule.Print()} {erratum.Name}: {string.Join(", ", MatrixWords.SeenOn(matrix, erratum))}"));
        Section(terminal, Tone.Faint, "deviations that could not be compared", matrix.NotCompared.Select(MatrixWords.Of));
    }

    private static void WriteTargets(Terminal terminal, ConformanceMatrix matrix)
    {
        var width = matrix.Columns.Max(static column => column.Name.Length);
        for (var place = 0; place < matrix.Columns.Count; place++)
        {
            var column = matrix.Columns[place];
            terminal.WriteLine(column.Report switch { null => Tone.Notice, { Conforms: true } => Tone.Good, _ => Tone.Bad },
                string.Create(CultureInfo.InvariantCulture, $"{place + 1,3} {column.Name.PadRight(width)}  {MatrixWords.Of(column)}"));
        }
    }

    private static void WriteTable(Terminal terminal, ConformanceMatrix matrix)
    {
        var width = ConformanceMatrix.Rules.Max(static rule => rule.Name.Length);
        terminal.WriteLine(Tone.Plain, "rule".PadRight(width) + string.Concat(Enumerable.Range(1, matrix.Columns.Count).Select(static number => number.ToString(CultureInfo.InvariantCulture).PadLeft(CellWidth))));
        for (var row = 0; row < ConformanceMatrix.Rules.Count; row++)
        {
            var cells = matrix.Row(row);
            var tone = cells.Any(static cell => cell.State == CellState.Diverges) ? Tone.Bad : cells.Any(static cell => cell.State == CellState.DeviatesAsDeclared) ? Tone.Notice : Tone.Plain;
            terminal.WriteLine(tone, ConformanceMatrix.Rules[row].Name.PadRight(width) + string.Concat(cells.Select(static cell => TextOf(cell).PadLeft(CellWidth))));
        }
    }

    private static string TextOf(MatrixCell cell) => MatrixWords.MarkOf(cell.State) + (MatrixWords.NumberOf(cell) is { } number ? MatrixWords.Short(number) : "");

    private static void WriteFindings(Terminal terminal, ConformanceMatrix matrix)
    {
        if (!matrix.Columns.Any(static column => column.Report is { Conforms: false }))
            return;
        terminal.WriteLine(Tone.Plain, "");
        terminal.WriteLine(Tone.Plain, "findings, the shortest program of each rule");
        for (var row = 0; row < ConformanceMatrix.Rules.Count; row++)
        {
            for (var place = 0; place < matrix.Columns.Count; place++)
                WriteFindings(terminal, matrix.Columns[place], matrix.Row(row)[place]);
        }
    }

    private static void WriteFindings(Terminal terminal, MatrixColumn column, MatrixCell cell)
    {
        foreach (var flaky in cell.Flaky)
            terminal.WriteLine(Tone.Notice, $"  {cell.Rule.Print()} {column.Name}: {MatrixWords.Of(flaky)}");
        if (cell.Findings is not [var shortest, ..])
            return;
        var more = cell.Findings.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and {cell.Findings.Count - 1} more") : "";
        terminal.WriteLine(Tone.Notice, $"  {cell.Rule.Print()} {column.Name}: {shortest.Signature}{more}");
        foreach (var line in MatrixWords.ProgramOf(shortest))
            terminal.WriteLine(Tone.Plain, $"      {line}");
        if (MatrixWords.ReplayOf(column, shortest) is { } replay)
            terminal.WriteLine(Tone.Faint, $"    {replay}");
    }

    private static void Section(Terminal terminal, Tone tone, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
            return;
        terminal.WriteLine(Tone.Plain, "");
        terminal.WriteLine(Tone.Plain, title);
        foreach (var line in all)
            terminal.WriteLine(tone, $"  {line}");
    }
}
