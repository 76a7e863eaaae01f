using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

/// <summary>The report of a check does not depend on how many cores there are.</summary>
public sealed class ParallelLockstepTests
{
    // Several rounds, and a last part that is not full.
    private const int Scenarios = 5_001;

    [Theory]
    [InlineData("hardware", false)]
    [InlineData("linux-6.14", false)]
    [InlineData("linux-6.1", true)]
    [InlineData("fault:owner-ignores-mde", false)]
    public void Any_number_of_instances_gives_the_same_report(string name, bool strict)
    {
        var one = Check(name, strict, workers: 1);
        Assert.Equal(Scenarios, one.Scenarios);
        Assert.Equal(strict || name.StartsWith("fault:", StringComparison.Ordinal), one.Findings.Count > 0);
        foreach (var workers in (int[])[2, 3, 7])
        {
            var several = Check(name, strict, workers);
            Assert.Equal((one.Scenarios, one.Actions), (several.Scenarios, several.Actions));
            Assert.Equal(Findings(one), Findings(several));
            Assert.Equal(one.Errata, several.Errata);
            Assert.Equal(one.Rules, several.Rules);
        }
    }

    [Fact]
    public void Two_halves_are_the_whole()
    {
        var whole = Check("linux-6.14", strict: false, workers: 2);
        var first = Run("linux-6.14", new CheckOptions { Scenarios = 3_000 }, workers: 2);
        var second = Run("linux-6.14", new CheckOptions { Scenarios = Scenarios - 3_000, First = 3_000 }, workers: 3);
        Assert.Equal(whole.Actions, first.Actions + second.Actions);
    }

    [Fact]
    public void A_campaign_of_no_scenario_has_an_empty_report() =>
        Assert.Equal((0L, 0L), (Run("hardware", new CheckOptions { Scenarios = 0 }, workers: 2).Scenarios, Run("hardware", new CheckOptions { Scenarios = 0 }, workers: 2).Actions));

    private static CheckReport Check(string name, bool strict, int workers) =>
        Run(name, new CheckOptions { Scenarios = Scenarios, Strict = strict, CountRules = true }, workers);

    private static CheckReport Run(string name, CheckOptions options, int workers)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        Assert.IsAssignableFrom<IReplicable>(target);
        return new CheckRunner(target, options) { Workers = workers }.Run();
    }

    private static IEnumerable<(Signature, Scenario, string?, ulong, int)> Findings(CheckReport report) =>
        report.Findings.Select(static finding => (finding.Signature, finding.Scenario, finding.Erratum?.Name, finding.ScenarioSeed, finding.ShrinkExecutions));
}
