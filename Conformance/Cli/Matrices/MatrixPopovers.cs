using System.Globalization;
using System.Xml.Linq;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>What opens over the page when a cell, a rule or a target is chosen: the browser's own popovers, which the keyboard opens and
/// closes too.</summary>
internal static class MatrixPopovers
{
    public static string ColumnId(int place) => string.Create(CultureInfo.InvariantCulture, $"target-{place}");

    public static string RuleId(int row) => string.Create(CultureInfo.InvariantCulture, $"rule-{row}");

    public static string CellId(int row, int place) => string.Create(CultureInfo.InvariantCulture, $"cell-{row}-{place}");

    public static IEnumerable<XElement> All(ConformanceMatrix matrix)
    {
        for (var place = 0; place < matrix.Columns.Count; place++)
            yield return OfColumn(matrix, place);
        for (var row = 0; row < ConformanceMatrix.Rules.Count; row++)
        {
            yield return OfRule(ConformanceMatrix.Rules[row], row);
            for (var place = 0; place < matrix.Columns.Count; place++)
                yield return OfCell(ConformanceMatrix.Rules[row], matrix.Columns[place], matrix.Row(row)[place], CellId(row, place));
        }
    }

    private static XElement OfColumn(ConformanceMatrix matrix, int place)
    {
        var column = matrix.Columns[place];
        return Popover(ColumnId(place), column.Name,
            column.Description is { } description ? new XElement("p", description) : null,
            new XElement("p", Class("faint"), MatrixWords.Of(column)),
            column.Profile is { } profile ? new XElement("p", $"Compared with {profile}.") : null,
            new XElement("dl", MatrixWords.States.Where(state => matrix.Count(place, state) > 0).Select(state => (object[])
            [
                new XElement("dt", MatrixWords.Of(state)),
                new XElement("dd", MatrixWords.Count(matrix.Count(place, state), "rule")),
            ])));
    }

    private static XElement OfRule(Rule rule, int row) => Popover(RuleId(row), rule.Name,
        new XElement("p", rule.Statement),
        new XElement("p", Class("faint"), rule.Source));

    private static XElement OfCell(Rule rule, MatrixColumn column, MatrixCell cell, string id) => Popover(id, $"{rule.Name} on {column.Name}",
        new XElement("p",
            new XElement("span", Class($"state {HtmlState.ClassOf(cell.State)}"), MatrixWords.Of(cell.State)),
            cell.State == CellState.CouldNotRun ? column.Error : cell.Exercised > 0 ? $"exercised {MatrixWords.Count(cell.Exercised, "time")}" : null),
        new XElement("p", rule.Statement),
        cell.Errata.Select(Erratum),
        cell.Flaky.Select(static flaky => new XElement("div", Class("found"), MatrixWords.Of(flaky))),
        cell.Findings.Select(finding => HtmlFinding.Of(column, finding, withRule: false)));

    private static XElement Erratum(ErratumSeen seen) => new("div", Class("found"),
        new XElement("div", new XElement("b", MatrixWords.Of(seen))),
        new XElement("p", seen.Erratum.Deviation),
        new XElement("p", Class("faint"), seen.Erratum.Reason));

    private static XElement Popover(string id, string title, params object?[] content) => new("div",
        new XAttribute("id", id), new XAttribute("popover", "auto"),
        new XElement("button", Class("shut"), new XAttribute("type", "button"), new XAttribute("popovertarget", id), new XAttribute("popovertargetaction", "hide"), new XAttribute("aria-label", "close"), "✕"),
        new XElement("h3", title),
        content);

    private static XAttribute Class(string name) => new("class", name);
}
