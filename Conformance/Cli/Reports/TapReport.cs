using System.Globalization;

namespace OsLockConformance.Cli.Reports;

/// <summary>The Test Anything Protocol, version 13: what is wrong, and the trace that shows it, are in the YAML block behind a test point.</summary>
internal static class TapReport
{
    public static void Write(TextWriter output, IReadOnlyList<ReportSuite> suites)
    {
        ReportCase[] cases = [.. suites.SelectMany(static suite => suite.Cases)];
        output.WriteLine("TAP version 13");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1..{cases.Length}"));
        for (var i = 0; i < cases.Length; i++)
            Write(output, i + 1, cases[i]);
    }

    private static void Write(TextWriter output, int number, ReportCase one)
    {
        var status = one.Result is CaseResult.Passed or CaseResult.Skipped ? "ok" : "not ok";
        var directive = one.Result == CaseResult.Skipped ? $" # SKIP {PrintableText.LineOf(one.Message)}" : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status} {number} - {Name(one)}{directive}"));
        if (status == "ok")
            return;
        output.WriteLine("  ---");
        output.WriteLine($"  message: {Quoted(one.Message)}");
        output.WriteLine($"  kind: {one.Kind}");
        if (one.TracePath is { } path)
            output.WriteLine($"  file: {Quoted(path)}");
        if (one.Trace.Length > 0)
        {
            output.WriteLine("  trace: |");
            foreach (var line in PrintableText.Of(one.Trace).TrimEnd().Split('\n'))
                output.WriteLine($"    {line}");
        }
        output.WriteLine("  ...");
    }

    // A number sign would begin a directive.
    private static string Name(ReportCase one) => PrintableText.LineOf($"{one.Target}: {one.Name}")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{PrintableText.LineOf(text).Replace("'", "''", StringComparison.Ordinal)}'";
}
