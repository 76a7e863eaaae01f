using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Coverage;

/// <summary>No cell that the model can reach may be left out by what the properties run.</summary>
public sealed class CoverageGateTests(ITestOutputHelper output)
{
    private const string Newest = "linux-6.14";

    [Theory]
    [InlineData("hardware")]
    [InlineData("hardware-deferred")]
    [InlineData("oslock-v3")]
    [InlineData("linux-5.18")]
    [InlineData("linux-6.1")]
    [InlineData(Newest)]
    public void The_properties_meet_every_reachable_cell(string target)
    {
        var report = CoverageRun.Of(target);
        foreach (var kind in Enum.GetValues<CoverageKind>())
            output.WriteLine($"{target}: {report.CountReachable(kind) - report.CountMissing(kind)} of {report.CountReachable(kind)} reachable cells met ({kind})");
        output.WriteLine($"MISSING {report.Missing.Count} UNEXPECTED {report.Unexpected.Count}");
        foreach (var m in report.Missing) output.WriteLine($"missing {m}");
        foreach (var m in report.Unexpected) output.WriteLine($"unexpected {m} {report.Met[m]}");
        Demand(report);
    }

    /// <summary>The exploration is held against generated scenarios too: what they meet, it has to reach.</summary>
    private static void Demand(CoverageReport report)
    {
        Assert.True(report.Missing.Count == 0, $"{report.Target}: never met\n  {string.Join("\n  ", report.Missing)}");
        Assert.True(report.Unexpected.Count == 0, $"{report.Target}: met, but not reached by the exploration of the model\n  {string.Join("\n  ", report.Unexpected)}");
    }
}
