using System.Globalization;
using System.Xml.Linq;

namespace OsLockConformance.Cli.Commands;

/// <summary>Checks as JUnit XML: a suite for each target.</summary>
internal static class CheckJUnit
{
    public static void Write(TextWriter output, IReadOnlyList<CheckOutcome> outcomes)
    {
        output.WriteLine("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        output.WriteLine(new XElement("testsuites", outcomes.Select(Suite)));
    }

    private static XElement Suite(CheckOutcome outcome)
    {
        var cases = CheckCase.Of(outcome);
        var seconds = (outcome.Report?.Elapsed.TotalSeconds ?? 0).ToString("F3", CultureInfo.InvariantCulture);
        return new XElement("testsuite",
            new XAttribute("name", outcome.Target),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(static one => one is { Failure: not null, IsError: false })),
            new XAttribute("errors", cases.Count(static one => one.IsError)),
            new XAttribute("skipped", 0),
            new XAttribute("time", seconds),
            cases.Select(one => Case(one, cases.Count == 1 ? seconds : "0")));
    }

    private static XElement Case(CheckCase one, string seconds) => new("testcase",
        new XAttribute("name", one.Name),
        new XAttribute("classname", one.Target),
        new XAttribute("time", seconds),
        one.Failure is null ? null : new XElement(one.IsError ? "error" : "failure",
            new XAttribute("message", one.Failure), new XAttribute("type", one.IsError ? "target" : "divergence"), one.Details));
}
