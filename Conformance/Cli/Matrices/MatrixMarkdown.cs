using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>A matrix as a page that GitHub renders: a table whose cells have footnotes.</summary>
internal static class MatrixMarkdown
{
    public static void Write(TextWriter output, ConformanceMatrix matrix)
    {
        output.WriteLine("# OS Lock conformance");
        output.WriteLine();
        output.WriteLine($"**{Escape(MatrixWords.Verdict(matrix))}**: {Escape(MatrixWords.Headline(matrix))}.");
        output.WriteLine();
        foreach (var state in MatrixWords.States)
            output.WriteLine($"- {SignOf(state)} {MatrixWords.Of(state)}: {MatrixWords.MeaningOf(state)}");
        output.WriteLine();
        WriteTable(output, matrix);
        WriteTargets(output, matrix);
        Section(output, "Profile and kernel disagree", matrix.Disagreements.Select(static found => $"{found.Rule.Print()}: {found.What}"));
        Section(output, "Traces of the corpus that do not show what they expect", matrix.UnmetExpectations.Select(MatrixWords.Of));
        Section(output, "Deviations that could not be compared", matrix.NotCompared.Select(MatrixWords.Of));
        WriteFootnotes(output, matrix);
    }

    private static string SignOf(CellState state) => state switch
    {
        CellState.Conforms => "✓",
        CellState.DeviatesAsDeclared => "≈",
        CellState.Diverges => "✗",
        CellState.NotExercised => "?",
        CellState.NotApplicable => "–",
        _ => "⊘",
    };

    private static void WriteTable(TextWriter output, ConformanceMatrix matrix)
    {
        output.WriteLine($"| rule | {string.Join(" | ", matrix.Columns.Select(static column => Escape(column.Name)))} |");
        output.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", matrix.Columns.Count))}");
        for (var row = 0; row < ConformanceMatrix.Rules.Count; row++)
            output.WriteLine($"| {ConformanceMatrix.Rules[row].Name} | {string.Join(" | ", matrix.Row(row).Select((cell, place) => CellOf(cell, place)))} |");
    }

    private static string CellOf(MatrixCell cell, int place)
    {
        var text = SignOf(cell.State);
        if (cell.State == CellState.Conforms)
            text += string.Create(CultureInfo.InvariantCulture, $" {cell.Exercised:N0}");
        if (cell.State == CellState.Diverges)
            text += $"[^{NoteOf(cell, place)}]";
        return text + string.Concat(cell.Errata.Where(static seen => seen.Seen > 0).Select(static seen => $"[^{seen.Erratum.Name}]"));
    }

    private static string NoteOf(MatrixCell cell, int place) => string.Create(CultureInfo.InvariantCulture, $"{cell.Rule.Print()}-{place + 1}");

    private static void WriteTargets(TextWriter output, ConformanceMatrix matrix)
    {
        output.WriteLine();
        output.WriteLine("| target | what it is | what was run |");
        output.WriteLine("|---|---|---|");
        foreach (var column in matrix.Columns)
            output.WriteLine($"| {Escape(column.Name)} | {Escape(column.Description ?? "")} | {Escape(MatrixWords.Of(column))} |");
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine($"## {title}");
        output.WriteLine();
        foreach (var line in all)
            output.WriteLine($"- {Escape(line)}");
    }

    private static void WriteFootnotes(TextWriter output, ConformanceMatrix matrix)
    {
        output.WriteLine();
        foreach (var erratum in matrix.ErrataSeen())
            output.WriteLine($"[^{erratum.Name}]: {Escape(erratum.Name)} ({erratum.Rule.Print()}): {Escape(erratum.Deviation)} Seen on {Escape(string.Join(", ", MatrixWords.SeenOn(matrix, erratum)))}.");
        for (var row = 0; row < ConformanceMatrix.Rules.Count; row++)
        {
            for (var place = 0; place < matrix.Columns.Count; place++)
            {
                if (matrix.Row(row)[place] is { State: CellState.Diverges } cell)
                    output.WriteLine($"[^{NoteOf(cell, place)}]: {cell.Rule.Print()} on {Escape(matrix.Columns[place].Name)}: {string.Join("; ", cell.Findings.Select(finding => NoteOf(matrix.Columns[place], finding)).Concat(cell.Flaky.Select(static flaky => Escape(MatrixWords.Of(flaky)))))}");
            }
        }
    }

    private static string NoteOf(MatrixColumn column, Finding finding)
    {
        var replay = MatrixWords.ReplayOf(column, finding) is { } command ? $" ({Code(command)})" : "";
        return $"{Escape(finding.Signature.ToString())}: {string.Join(", ", MatrixWords.ProgramOf(finding).Select(Code))}{replay}";
    }

    /// <summary>Inline code; the actions' and commands' own characters have no backtick, but a path may.</summary>
    private static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    /// <summary>Takes their meaning from the characters that Markdown and its tables give one.</summary>
    private static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder();
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '~')
                escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }
}
