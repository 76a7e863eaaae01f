using System.Globalization;
using System.Xml.Linq;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Exports;

/// <summary>
/// An explained trace as one HTML file without scripts and without anything from elsewhere: the verdict, what differs, the timeline with the
/// state that changed, the diagnosis and the program. It is built as XML, so that all text is escaped and every element is closed.
/// What has changed or differs is said by a sign too, never by a colour alone.
/// </summary>
public static class HtmlExport
{
    private const string Style = "explanation.css";

    /// <summary>Writes the page. A target that conforms has one too.</summary>
    public static string Write(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return $"<!DOCTYPE html>\n{Page(explanation).ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static XElement Page(Explanation explanation) => new("html",
        new XAttribute("lang", "en"),
        new XElement("head",
            new XElement("meta", new XAttribute("charset", "utf-8")),
            new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            new XElement("title", $"{explanation.Target} {Verdict(explanation)}"),
            new XElement("style", ReadStyle())),
        new XElement("body",
            new XElement("main",
                Heading(explanation),
                Differences(explanation),
                new XElement("h2", "Timeline"),
                new XElement("ol", Class("timeline"), explanation.Actions.Select(Action)),
                Cause(explanation),
                Program(explanation))));

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlExport).Assembly.GetManifestResourceStream(Style)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Verdict(Explanation explanation) => explanation is { Divergence: { } divergence, Rule: { } rule }
        ? $"breaks {rule.Name}: {divergence.Signature}"
        : "conforms";

    private static object[] Heading(Explanation explanation) =>
    [
        new XElement("h1", new XElement("code", explanation.Target), " ",
            new XElement("span", Class(explanation.Rule is null ? "good" : "bad"), explanation.Rule is null ? "✓ conforms" : $"✗ breaks {explanation.Rule.Name}")),
        explanation.TargetSummary is { } summary ? new XElement("p", Class("faint"), summary) : "",
        explanation is { Divergence: { } divergence, Rule: { } rule }
            ? new XElement("section", Class("card"),
                new XElement("p", Class("lead"), string.Create(CultureInfo.InvariantCulture, $"Action {divergence.Action + 1}: {divergence.Signature}")),
                new XElement("p", new XElement("b", rule.Name), $" {rule.Statement}"),
                new XElement("p", Class("faint"), $"Source: {rule.Source}"))
            : "",
    ];

    private static object[] Differences(Explanation explanation)
    {
        if (explanation.Comparison.Count == 0)
            return [];
        return
        [
            new XElement("h2", "Expected and observed"),
            explanation.Allowed > 1
                ? new XElement("p", Class("faint"), string.Create(CultureInfo.InvariantCulture, $"The model allows {explanation.Allowed} behaviours here; this is the closest."))
                : "",
            new XElement("div", Class("scroll"), new XAttribute("tabindex", "0"), new XAttribute("role", "region"), new XAttribute("aria-label", "expected and observed"),
                new XElement("table",
                    new XElement("thead", new XElement("tr", new XElement("th", ""), new XElement("th", "expected"), new XElement("th", "observed"))),
                    new XElement("tbody", explanation.Comparison.Select(static field => new XElement("tr",
                        field.Differs ? Class("differs") : null,
                        new XElement("th", new XAttribute("scope", "row"), field.Differs ? "≠ " : "", field.Name.Trim()),
                        new XElement("td", field.Expected),
                        new XElement("td", field.Observed)))))),
        ];
    }

    private static XElement Action(ExplainedAction action) => new("li",
        Class(action.Entry.Status switch
        {
            TimelineStatus.Agrees => "step card agrees",
            TimelineStatus.Diverges => "step card diverges",
            _ => "step card unreached",
        }),
        action.State.Count == 0 ? "" : new XElement("ul", Class("state"), new XAttribute("aria-label", "state before"), action.State.Select(State)),
        new XElement("p", action.Sentence),
        new XElement("pre", action.Entry.Text),
        Observed(action.Entry));

    private static XElement State(StateField field) => new("li",
        field.Changed ? Class("changed") : null,
        new XElement("span", field.Name), " ", new XElement("b", field.Changed ? $"{field.Value} ←" : field.Value));

    private static object[] Observed(TimelineEntry entry) => entry.Status switch
    {
        TimelineStatus.Agrees => [new XElement("p", Class("seen"), new XElement("span", Class("good"), "✓"), " ", new XElement("code", entry.Observed))],
        TimelineStatus.Diverges =>
        [
            new XElement("p", Class("seen"), new XElement("span", Class("faint"), "expected"), " ", new XElement("code", entry.Expected)),
            new XElement("p", Class("seen"), new XElement("span", Class("bad"), "✗ observed"), " ", new XElement("code", entry.Observed)),
        ],
        TimelineStatus.Skipped => [new XElement("p", Class("seen faint"), "left out: the program may never leave its block")],
        _ => [new XElement("p", Class("seen faint"), "not reached")],
    };

    private static object[] Cause(Explanation explanation)
    {
        if (explanation.Rule is null)
            return [];
        return
        [
            new XElement("h2", "Likely cause"),
            new XElement("p", DiagnosisWords.Conclusion(explanation.Diagnosis)),
            explanation.Diagnosis.Candidates.Count == 0 ? "" : new XElement("ul", Class("causes"), explanation.Diagnosis.Candidates.Select(static candidate =>
                new XElement("li", Class("card"),
                    new XElement("p", new XElement("span", Class("place"), candidate.Place.ToString(CultureInfo.InvariantCulture)), " ", new XElement("code", candidate.Name)),
                    new XElement("p", candidate.Sentence),
                    new XElement("p", Class("faint"), DiagnosisWords.Grade(candidate))))),
        ];
    }

    private static object[] Program(Explanation explanation) =>
    [
        new XElement("h2", "Reproduce"),
        new XElement("pre", explanation.ReplayCommand($"bug{TraceFormat.Extension}")),
        new XElement("pre", explanation.Trace.TrimEnd('\n')),
        new XElement("p", Class("faint"), HarnessVersion.Text),
    ];

    private static XAttribute Class(string name) => new("class", name);
}
