using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Twins;

public sealed class TwinTests
{
    private const long Scenarios = 3000;

    [Fact]
    public void A_twin_of_itself_differs_in_nothing()
    {
        var report = Check("linux-6.1", "linux-6.1");
        Assert.Equal((Scenarios, 0L), (report.Scenarios, report.Parted));
        Assert.Empty(report.Differences);
        Assert.True(report.Actions > 10 * Scenarios);
    }

    [Fact]
    public void A_deviation_of_one_of_them_is_named()
    {
        // Both conform, each with the errata that are declared for it: MDSCR_EL1[63:32] are lost by the older one alone.
        var report = Check("linux-6.1", "linux-6.14");
        Assert.Contains(report.Differences, static seen => seen.Difference.Subject.Contains("MDSCR_EL1[63:32]", StringComparison.Ordinal));
        Assert.Contains(report.Differences, static seen => (seen.Difference.Errata & ErratumId.KvmStepStateStale) != 0 || seen.Difference.Kind == DifferenceKind.TwinDiverges);
        Assert.InRange(report.Parted, 1, Scenarios - 1);
    }

    [Fact]
    public void A_twin_that_is_wrong_diverges()
    {
        var report = Check("linux-5.18", "oslock-v2");
        Assert.Contains(report.Differences, static seen => seen.Difference.Kind == DifferenceKind.TwinDiverges);
    }

    [Fact]
    public void What_lies_below_the_first_one_is_told_apart()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var twin));
        var report = Check("linux-6.1", new Twin(twin, ErratumId.KvmStepStateStale));
        Assert.Contains(report.Differences, static seen => seen.Difference is { Kind: DifferenceKind.Below, Errata: ErratumId.KvmStepStateStale });
    }

    [Fact]
    public void A_difference_reads_back_as_it_was_written()
    {
        foreach (var seen in Check("linux-6.1", "linux-6.14").Differences)
        {
            var read = MachineDifference.Parse(MachineDifference.Write(seen));
            Assert.Equal(seen with { Actions = [] }, read with { Actions = [] });
            Assert.Equal(seen.Actions, read.Actions);
        }
    }

    private static TwinReport Check(string target, string twin)
    {
        Assert.True(TargetCatalogue.TryCreate(twin, out var second));
        return Check(target, new Twin(second));
    }

    private static TwinReport Check(string target, Twin twin)
    {
        Assert.True(TargetCatalogue.TryCreate(target, out var first));
        var options = new CheckOptions { Seed = 3, Scenarios = Scenarios, Twin = twin, Capabilities = TargetCapabilities.Userspace };
        return new CheckRunner(first, options).Run().Twin!;
    }
}
