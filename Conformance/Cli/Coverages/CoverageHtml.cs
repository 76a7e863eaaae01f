using System.Globalization;
using System.Xml.Linq;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Cli.Matrices;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Coverages;

/// <summary>
/// Coverage as one page (see <see cref="HtmlPage"/>): a heat map of subject by circumstances, what was never met, and what the generator
/// draws. It looks like the page of a matrix, whose style it begins with.
/// </summary>
internal static class CoverageHtml
{
    /// <summary>The page.</summary>
    /// <param name="outcome">The check.</param>
    /// <param name="coverage">What it has met.</param>
    /// <param name="statistics">What was drawn.</param>
    public static XElement Page(CheckOutcome outcome, CoverageReport coverage, GeneratorStatistics statistics) => HtmlPage.Of(
        $"OS Lock coverage of {outcome.Target}",
        ["matrix.css", "coverage.css"],
        Heading(outcome, coverage),
        Legend(),
        Map(new CoverageGrid(coverage), coverage),
        NeverMet(coverage),
        new XElement("h2", "What the generator draws"),
        new XElement("p", Class("faint"), Invariant($"In {statistics.Scenarios:N0} scenarios.")),
        statistics.Tables().Select(Statistics));

    private static object[] Heading(CheckOutcome outcome, CoverageReport coverage)
    {
        var report = outcome.Report!;
        return
        [
            new XElement("h1", $"OS Lock coverage of {outcome.Target}"),
            new XElement("p",
                new XElement("span", Class(report.Conforms ? "verdict conforms" : "verdict diverges"), outcome.Verdict),
                new XElement("span", Class("faint"), Invariant($"{report.Scenarios:N0} scenarios, {report.Actions:N0} actions, seed {report.Seed}"))),
            outcome.Machine is { } machine ? new XElement("p", Class("faint"), machine) : "",
            new XElement("p", string.Join(", ", Enum.GetValues<CoverageKind>().Where(kind => coverage.CountReachable(kind) > 0).Select(kind => Part(coverage, kind)))),
        ];
    }

    private static string Part(CoverageReport coverage, CoverageKind kind)
    {
        var reachable = coverage.CountReachable(kind);
        return Invariant($"{CoverageHeadings.Of(kind)}: {reachable - coverage.CountMissing(kind)} of {reachable} cells");
    }

    private static XElement Legend() => new("ul", Class("legend"),
        LegendItem("heat heat1", "7", "met, few times"),
        LegendItem("heat heat9", "40M", "met, many times"),
        LegendItem("diverges", "!", "can be met and was not"),
        LegendItem("missing", "?", "met, but the search in the model does not reach it"),
        LegendItem("inapplicable", "\u00b7", "cannot be met"));

    private static XElement LegendItem(string style, string sign, string meaning) => new("li", new XElement("span", Class(style), sign), meaning);

    private static XElement Map(CoverageGrid grid, CoverageReport coverage) => new("div",
        Class("scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", "coverage"),
        new XElement("table", Class("map"),
            Head(grid),
            Enum.GetValues<CoverageKind>().Where(kind => grid.Rows(kind).Any()).Select(kind => Body(grid, coverage, kind))));

    private static XElement Head(CoverageGrid grid) => new("thead",
        new XElement("tr",
            new XElement("th", Class("corner"), new XAttribute("rowspan", "2"), new XAttribute("scope", "col"), new XElement("span", "Exception level (none for what runs no instruction), OSLK, and what userspace debugs with")),
            grid.Groups.Select(static group => new XElement("th", Class("group"), new XAttribute("colspan", Invariant($"{group.Count()}")), new XAttribute("scope", "colgroup"),
                new XElement("b", CoverageHeadings.LevelOf(group.Key.Level)), new XElement("small", $"OSLK {(group.Key.OsLock ? 1 : 0)}")))),
        new XElement("tr",
            grid.Columns.Select((context, place) => new XElement("th", Edge(grid, place, "debug"), new XAttribute("scope", "col"), new XElement("span", context.GuestDebug.Print())))));

    private static XElement Body(CoverageGrid grid, CoverageReport coverage, CoverageKind kind) => new("tbody",
        new XElement("tr", Class("kind"),
            new XElement("th", new XAttribute("scope", "rowgroup"), new XElement("b", CoverageHeadings.Of(kind))),
            new XElement("td", new XAttribute("colspan", Invariant($"{grid.Columns.Count}")), Invariant($"{coverage.CountReachable(kind) - coverage.CountMissing(kind)} of {coverage.CountReachable(kind)} cells"))),
        grid.Rows(kind).Select(subject => new XElement("tr",
            new XElement("th", new XAttribute("scope", "row"), new XElement("b", subject.ToString()), Sentence(subject)),
            grid.Columns.Select((context, place) => Cell(grid, new CoverageCell(subject, context), place)))));

    private static XElement? Sentence(CoverageSubject subject)
    {
        var name = subject.ToString();
        var sentence = subject.Kind switch
        {
            CoverageKind.Rule => RuleCatalogue.All.First(rule => rule.Name == name).Statement,
            CoverageKind.Erratum => ErratumCatalogue.Find(name)?.Deviation,
            _ => null,
        };
        return sentence is null ? null : new XElement("i", new XAttribute("title", sentence), sentence);
    }

    private static XElement Cell(CoverageGrid grid, CoverageCell cell, int place)
    {
        var count = grid.CountOf(cell);
        var (style, sign) = grid.StateOf(cell) switch
        {
            CoverageState.Met => (Invariant($"heat heat{CoverageGrid.Magnitude(count)}"), MatrixWords.Short(count)),
            CoverageState.NeverMet => ("diverges", "!"),
            CoverageState.Unexplored => ("missing", "?"),
            _ => ("inapplicable", "\u00b7"),
        };
        return new XElement("td", Edge(grid, place, style), style == "inapplicable" ? null : new XAttribute("title", Invariant($"{cell}: {count:N0}")), sign);
    }

    /// <summary>The class, marked if the column is the first of its group.</summary>
    private static XAttribute Edge(CoverageGrid grid, int place, string style)
    {
        var begins = place == 0 || (grid.Columns[place].Level, grid.Columns[place].OsLock) != (grid.Columns[place - 1].Level, grid.Columns[place - 1].OsLock);
        return Class(begins ? $"{style} edge" : style);
    }

    private static object[] NeverMet(CoverageReport coverage) => coverage.Missing.Count == 0
        ? []
        :
        [
            new XElement("h2", "Never met"),
            new XElement("details",
                new XElement("summary", Invariant($"{coverage.Missing.Count} cells")),
                new XElement("ul", Class("list"), coverage.Missing.Select(static cell => new XElement("li", cell.ToString())))),
        ];

    private static XElement Statistics(StatisticsTable table) => new("details",
        new XElement("summary", new XElement("b", table.Title), new XElement("span", Class("faint"), Invariant($" {table.Total:N0}"))),
        new XElement("dl", Class("bars"), table.Rows.SelectMany(row => (XElement[])
        [
            new XElement("dt", row.Name),
            new XElement("dd", Class(row.Count == 0 ? "diverges" : "part"), new XAttribute("style", Invariant($"--part:{(table.Total == 0 ? 0 : 100d * row.Count / table.Total):0.#}%")),
                row.Count == 0 ? "never" : Invariant($"{MatrixWords.Short(row.Count)}, {StatisticsText.PartOf(table, row)}")),
        ])));

    private static XAttribute Class(string name) => new("class", name);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
