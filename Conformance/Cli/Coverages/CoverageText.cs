using System.Globalization;
using OsLockConformance.Harness.Coverage;

namespace OsLockConformance.Cli.Coverages;

/// <summary>Coverage for people: how much of each kind, then each cell that can be met and was not.</summary>
internal static class CoverageText
{
    /// <summary>Missing cells that are named; the rest are counted.</summary>
    private const int MostNamed = 40;

    /// <summary>How much of each kind.</summary>
    public static void WriteCounts(Terminal terminal, CoverageReport coverage)
    {
        foreach (var kind in Enum.GetValues<CoverageKind>())
        {
            var reachable = coverage.CountReachable(kind);
            if (reachable > 0)
                terminal.WriteLine(Tone.Plain, string.Create(CultureInfo.InvariantCulture, $"  coverage, {kind.ToString().ToLowerInvariant()}: {reachable - coverage.CountMissing(kind)} of {reachable} cells"));
        }
    }

    /// <summary>That, and the cells.</summary>
    public static void Write(Terminal terminal, CoverageReport coverage)
    {
        WriteCounts(terminal, coverage);
        foreach (var cell in coverage.Missing.Take(MostNamed))
            terminal.WriteLine(Tone.Notice, $"  never met: {cell}");
        if (coverage.Missing.Count > MostNamed)
            terminal.WriteLine(Tone.Notice, string.Create(CultureInfo.InvariantCulture, $"  never met: {coverage.Missing.Count - MostNamed} more"));
    }
}
