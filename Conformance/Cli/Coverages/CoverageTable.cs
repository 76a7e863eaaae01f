using OsLockConformance.Harness.Coverage;
using Spectre.Console;

namespace OsLockConformance.Cli.Coverages;

/// <summary>
/// Coverage as a table of subject by circumstances, one character a cell, so that all circumstances fit on a screen. Cells in a row stand
/// for what userspace debugs with: n none, e enable, s single-step, h hw, b single-step and hw.
/// </summary>
internal static class CoverageTable
{
    private const string Legend = "1 met 1 to 9 times, 2 met 10 to 99 times, and so on; ! can be met and was not; . cannot be met; ? met, but not found by the search";

    private const string LegendOfColumns = "userspace debugs with: n none, e enable, s single-step, h hw, b single-step,hw";

    public static void Write(Terminal terminal, CoverageReport report)
    {
        var grid = new CoverageGrid(report);
        foreach (var kind in Enum.GetValues<CoverageKind>())
        {
            CoverageSubject[] rows = [.. grid.Rows(kind)];
            if (rows.Length == 0)
                continue;
            terminal.WriteLine(Tone.Plain, "");
            if (terminal.IsRich)
                WriteDrawn(terminal, grid, kind, rows);
            else
                WriteAligned(terminal, grid, kind, rows);
        }
        terminal.WriteLine(Tone.Plain, "");
        terminal.WriteLine(Tone.Faint, Legend);
        terminal.WriteLine(Tone.Faint, LegendOfColumns);
    }

    private static void WriteDrawn(Terminal terminal, CoverageGrid grid, CoverageKind kind, CoverageSubject[] rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn(CoverageHeadings.Of(kind)) { NoWrap = true });
        foreach (var group in grid.Groups)
            table.AddColumn(new TableColumn(Markup.Escape($"{CoverageHeadings.Of(group.Key)}\n{Initials(group)}")) { NoWrap = true });
        foreach (var subject in rows)
        {
            table.AddRow(
            [
                Markup.Escape(subject.ToString()),
                .. grid.Groups.Select(group => string.Concat(group.Select(context => Coloured(grid, new CoverageCell(subject, context))))),
            ]);
        }
        terminal.Console.Write(table);
    }

    private static void WriteAligned(Terminal terminal, CoverageGrid grid, CoverageKind kind, CoverageSubject[] rows)
    {
        List<string[]> lines =
        [
            ["", .. grid.Groups.Select(static group => CoverageHeadings.Of(group.Key))],
            [CoverageHeadings.Of(kind), .. grid.Groups.Select(Initials)],
            .. rows.Select(subject => (string[])[subject.ToString(), .. grid.Groups.Select(group => string.Concat(group.Select(context => MarkOf(grid, new CoverageCell(subject, context)))))]),
        ];
        PlainTable.Write(terminal with { IsRich = false }, [], lines);
    }

    private static string Initials(IEnumerable<CoverageContext> group) => string.Concat(group.Select(static context => context.GuestDebug switch
    {
        GuestDebugClass.None => 'n',
        GuestDebugClass.Enabled => 'e',
        GuestDebugClass.SingleStep => 's',
        GuestDebugClass.Hardware => 'h',
        _ => 'b',
    }));

    private static char MarkOf(CoverageGrid grid, CoverageCell cell) => grid.StateOf(cell) switch
    {
        CoverageState.Met => (char)('0' + CoverageGrid.Magnitude(grid.CountOf(cell))),
        CoverageState.NeverMet => '!',
        CoverageState.Unexplored => '?',
        _ => '.',
    };

    private static string Coloured(CoverageGrid grid, CoverageCell cell) => grid.StateOf(cell) switch
    {
        CoverageState.Met => $"[green]{MarkOf(grid, cell)}[/]",
        CoverageState.NeverMet => $"[red]{MarkOf(grid, cell)}[/]",
        CoverageState.Unexplored => $"[yellow]{MarkOf(grid, cell)}[/]",
        _ => $"[grey]{MarkOf(grid, cell)}[/]",
    };
}
