using System.Globalization;
using System.Xml.Linq;

namespace OsLockConformance.Cli.Reports;

/// <summary>JUnit XML, as Jenkins and GitLab read it.</summary>
internal static class JUnitReport
{
    public static void Write(TextWriter output, IReadOnlyList<ReportSuite> suites)
    {
        output.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        output.WriteLine(new XElement("testsuites", suites.Select(Suite)));
    }

    private static XElement Suite(ReportSuite suite) => new("testsuite",
        new XAttribute("name", suite.Name),
        new XAttribute("tests", suite.Cases.Count),
        new XAttribute("failures", Count(suite, CaseResult.Failed)),
        new XAttribute("errors", Count(suite, CaseResult.Error)),
        new XAttribute("skipped", Count(suite, CaseResult.Skipped)),
        suite.Elapsed is { } elapsed ? new XAttribute("time", Seconds(elapsed)) : null,
        suite.Properties.Count == 0 ? null : new XElement("properties", suite.Properties.Select(static property =>
            new XElement("property", new XAttribute("name", property.Name), new XAttribute("value", PrintableText.LineOf(property.Value))))),
        suite.Cases.Select(one => Case(one, suite)));

    // One case took all the time; of several it is not known which took what.
    private static XElement Case(ReportCase one, ReportSuite suite) => new("testcase",
        new XAttribute("name", PrintableText.LineOf(one.Name)),
        new XAttribute("classname", one.Target),
        new XAttribute("time", suite is { Elapsed: { } elapsed, Cases.Count: 1 } ? Seconds(elapsed) : "0"),
        Outcome(one),
        // Jenkins and GitLab attach the file that is named like this to the case.
        one.TracePath is { } path ? new XElement("system-out", $"[[ATTACHMENT|{path}]]") : null);

    private static XElement? Outcome(ReportCase one) => one.Result switch
    {
        CaseResult.Failed => Problem("failure", one),
        CaseResult.Error => Problem("error", one),
        CaseResult.Skipped => new XElement("skipped", PrintableText.LineOf(one.Message)),
        _ => null,
    };

    private static XElement Problem(string element, ReportCase one) => new(element,
        new XAttribute("message", PrintableText.LineOf(one.Message)), new XAttribute("type", one.Kind), PrintableText.Of(one.Trace));

    private static int Count(ReportSuite suite, CaseResult result) => suite.Cases.Count(one => one.Result == result);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);
}
