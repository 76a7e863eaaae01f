using System.Globalization;
using System.Xml.Linq;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>A matrix as one page; see <see cref="HtmlPage"/>.</summary>
internal static class MatrixHtml
{
    public static XElement Page(ConformanceMatrix matrix) => HtmlPage.Of(
        "OS Lock conformance",
        ["matrix.css"],
        Heading(matrix),
        Legend(),
        Table(matrix),
        Disagreements(matrix),
        List("Traces of the corpus that do not show what they expect", matrix.UnmetExpectations.Select(MatrixWords.Of)),
        Findings(matrix),
        Errata(matrix),
        List("Deviations that could not be compared", matrix.NotCompared.Select(MatrixWords.Of)),
        MatrixPopovers.All(matrix));

    private static object[] Heading(ConformanceMatrix matrix) =>
    [
        new XElement("h1", "OS Lock conformance"),
        new XElement("p",
            new XElement("span", Class(matrix.IsAsDeclared ? "verdict conforms" : "verdict diverges"), MatrixWords.Verdict(matrix)),
            new XElement("span", Class("faint"), MatrixWords.Headline(matrix))),
    ];

    private static XElement Legend() => new("ul", Class("legend"),
        MatrixWords.States.Select(static state => new XElement("li",
            new XElement("span", Class(HtmlState.ClassOf(state)), HtmlState.SignOf(state)),
            $"{MatrixWords.Of(state)}: {MatrixWords.MeaningOf(state)}")));

    private static XElement Table(ConformanceMatrix matrix) => new("div",
        Class("scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", "rules by targets"),
        new XElement("table",
            new XElement("thead", new XElement("tr",
                new XElement("th", Class("corner"), new XAttribute("scope", "col"), "rule"),
                matrix.Columns.Select((column, place) => ColumnHead(matrix, column, place)))),
            new XElement("tbody", ConformanceMatrix.Rules.Select((rule, row) => Row(matrix, rule, row)))));

    private static XElement ColumnHead(ConformanceMatrix matrix, MatrixColumn column, int place)
    {
        var (first, second) = Split(column);
        return new XElement("th", new XAttribute("scope", "col"),
            Opening(MatrixPopovers.ColumnId(place),
                new XElement("b", first),
                new XElement("small", second),
                new XElement("span", Class("bar"), Bar(matrix, place))));
    }

    /// <summary>A kernel's column has its CPU in a line of its own, so that it stays narrow.</summary>
    private static (string First, string Second) Split(MatrixColumn column)
    {
        var parts = column.Name.Split('-', 3);
        return parts is ["kvm", var kernel, var cpu] ? ($"kvm {kernel}", cpu) : (column.Name, "\u00a0");
    }

    private static IEnumerable<XElement> Bar(ConformanceMatrix matrix, int place)
    {
        foreach (var state in (CellState[])[CellState.Conforms, CellState.DeviatesAsDeclared, CellState.Diverges, CellState.CouldNotRun])
        {
            if (matrix.Count(place, state) is > 0 and var count)
                yield return new XElement("span", Class(HtmlState.ClassOf(state)), new XAttribute("style", string.Create(CultureInfo.InvariantCulture, $"flex:{count}")), "");
        }
        if (matrix.Count(place, CellState.NotExercised) + matrix.Count(place, CellState.NotApplicable) is > 0 and var rest)
            yield return new XElement("span", new XAttribute("style", string.Create(CultureInfo.InvariantCulture, $"flex:{rest}")), "");
    }

    private static XElement Row(ConformanceMatrix matrix, Rule rule, int row)
    {
        var begins = row > 0 && MatrixWords.ChapterOf(ConformanceMatrix.Rules[row - 1]) != MatrixWords.ChapterOf(rule);
        return new XElement("tr",
            begins ? Class("chapter") : null,
            new XElement("th", new XAttribute("scope", "row"),
                Opening(MatrixPopovers.RuleId(row), new XElement("b", rule.Name), new XElement("i", rule.Statement))),
            matrix.Row(row).Select((cell, place) => Cell(matrix, cell, row, place)));
    }

    private static XElement Cell(ConformanceMatrix matrix, MatrixCell cell, int row, int place) => new("td",
        Class(HtmlState.ClassOf(cell.State)),
        Opening(MatrixPopovers.CellId(row, place),
            new XAttribute("aria-label", $"{cell.Rule.Print()} on {matrix.Columns[place].Name}: {MatrixWords.Of(cell.State)}"),
            new XElement("b", HtmlState.SignOf(cell.State)),
            MatrixWords.NumberOf(cell) is { } number ? new XElement("small", MatrixWords.Short(number)) : null));

    private static XElement Opening(string id, params object?[] content) =>
        new("button", new XAttribute("type", "button"), new XAttribute("popovertarget", id), content);

    private static object[] Disagreements(ConformanceMatrix matrix)
    {
        if (matrix.Comparisons == 0)
            return [];
        return
        [
            new XElement("h2", "Profile and kernel disagree"),
            new XElement("p", Class("faint"), $"{MatrixWords.Count(matrix.Comparisons, "real kernel")} compared with the simulated kernel of the same version; each line is a mistake in the simulation, or a finding."),
            matrix.Disagreements.Count == 0
                ? new XElement("p", "They agree.")
                : new XElement("ul", Class("list"), matrix.Disagreements.Select(static found => new XElement("li", new XElement("b", found.Rule.Print()), $" {found.What}"))),
        ];
    }

    private static object[] List(string title, IEnumerable<string> lines)
    {
        XElement[] items = [.. lines.Select(static line => new XElement("li", line))];
        return items.Length == 0 ? [] : [new XElement("h2", title), new XElement("ul", Class("list"), items)];
    }

    private static object[] Findings(ConformanceMatrix matrix)
    {
        XElement[] targets = [.. matrix.Columns.Where(static column => column.Report is { Conforms: false }).Select(FindingsOf)];
        return targets.Length == 0 ? [] : [new XElement("h2", "Findings"), .. targets];
    }

    private static XElement FindingsOf(MatrixColumn column) => new("details",
        new XElement("summary", new XElement("b", column.Name), $" {MatrixWords.Count(column.Report!.Findings.Count, "finding")}"),
        column.Report.Findings.Select(finding => HtmlFinding.Of(column, finding, withRule: true)));

    private static object[] Errata(ConformanceMatrix matrix)
    {
        XElement[] errata = [.. matrix.ErrataSeen().Select(erratum => ErratumOf(matrix, erratum))];
        return errata.Length == 0 ? [] : [new XElement("h2", "Declared deviations that were seen"), .. errata];
    }

    private static XElement ErratumOf(ConformanceMatrix matrix, Erratum erratum) => new("details",
        new XElement("summary", new XElement("b", erratum.Rule.Print()), " ", new XElement("code", erratum.Name)),
        new XElement("p", erratum.Deviation),
        new XElement("p", Class("faint"), $"Why: {erratum.Reason}"),
        new XElement("p", $"Seen on: {string.Join(", ", MatrixWords.SeenOn(matrix, erratum))}"));

    private static XAttribute Class(string name) => new("class", name);
}
