using OsLockConformance.Harness.Checking;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using Xunit;

namespace OsLockConformance.Tests.Properties;

/// <summary>A check finds every planted fault.</summary>
public sealed class PlantedFaultsAreFoundTests
{
    public static TheoryData<string> Targets => new(PlantedFaults.All.Select(static fault => fault.TargetName));

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_check_finds_the_fault_within_50_000_scenarios(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var report = new CheckRunner(target, new CheckOptions { Seed = 1, Scenarios = 50_000, MaximumFindings = 1 }).Run();
        var finding = Assert.Single(report.Findings);
        Assert.False(ScenarioArbitrary.RunnerFor(name).Run(finding.Scenario.Configuration, finding.Scenario.Actions, out var divergence));
        Assert.Equal(finding.Signature, divergence.Signature);

        // What is found is the fault, not a deviation of the version that it is planted in.
        Assert.True(ScenarioArbitrary.RunnerFor(TargetCatalogue.BaseProfileOf(name)!).Run(finding.Scenario.Configuration, finding.Scenario.Actions, out _));
    }
}
