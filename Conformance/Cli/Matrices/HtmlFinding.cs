using System.Xml.Linq;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>A finding on a page: what it is, the shortest program, and the command that replays it.</summary>
internal static class HtmlFinding
{
    public static XElement Of(MatrixColumn column, Finding finding, bool withRule) => new("div", new XAttribute("class", "found"),
        new XElement("div", withRule ? new XElement("b", $"{finding.Rule.Print()} ") : null, finding.Signature.ToString()),
        new XElement("pre", string.Join('\n', MatrixWords.ProgramOf(finding))),
        MatrixWords.ReplayOf(column, finding) is { } replay ? new XElement("code", new XAttribute("class", "faint"), replay) : null);
}
