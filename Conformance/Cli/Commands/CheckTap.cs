using System.Globalization;

namespace OsLockConformance.Cli.Commands;

/// <summary>Checks in the Test Anything Protocol, version 13: the trace of a finding is in the YAML block behind it.</summary>
internal static class CheckTap
{
    public static void Write(TextWriter output, IReadOnlyList<CheckOutcome> outcomes)
    {
        CheckCase[] cases = [.. outcomes.SelectMany(CheckCase.Of)];
        output.WriteLine("TAP version 13");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1..{cases.Length}"));
        for (var i = 0; i < cases.Length; i++)
            Write(output, i + 1, cases[i]);
    }

    private static void Write(TextWriter output, int number, CheckCase one)
    {
        // A number sign would begin a directive.
        var name = $"{one.Target}: {one.Name}".Replace("#", "\\#", StringComparison.Ordinal);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(one.Failure is null ? "ok" : "not ok")} {number} - {name}"));
        if (one.Failure is null)
            return;
        output.WriteLine("  ---");
        output.WriteLine($"  message: '{one.Failure.Replace("'", "''", StringComparison.Ordinal)}'");
        if (one.Details.Length > 0)
        {
            output.WriteLine("  trace: |");
            foreach (var line in one.Details.TrimEnd().Split('\n'))
                output.WriteLine($"    {line}");
        }
        output.WriteLine("  ...");
    }
}
