using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

/// <summary>A check that was interrupted and resumed reports what it would have reported otherwise.</summary>
public sealed class ResumeTests
{
    // Several rounds, the last of them not full.
    private const int Scenarios = 12_500;

    [Theory]
    [InlineData("linux-6.1", true, 1)]
    [InlineData("linux-6.1", true, 2)]
    [InlineData("fault:owner-ignores-mde", false, 1)]
    [InlineData("linux-6.14", false, 3)]
    public void The_report_is_that_of_a_check_that_was_not_interrupted(string name, bool strict, int rounds)
    {
        var options = new CheckOptions { Scenarios = Scenarios, Strict = strict };
        var whole = new CheckRunner(Create(name), options).Run();

        var interrupted = Interrupt(new CheckRunner(Create(name), options), rounds, out var before);
        Assert.True(before.Interrupted);
        Assert.InRange(before.Scenarios, 1, Scenarios - 1);
        var resumed = new CheckRunner(Create(name), options with { Resumed = interrupted }).Run();
        Assert.Equal((whole.Scenarios, whole.Actions), (resumed.Scenarios, resumed.Actions));
        Assert.Equal(Findings(whole), Findings(resumed));
        Assert.Equal(whole.Errata, resumed.Errata);
    }

    [Fact]
    public void A_round_that_was_cut_short_is_run_again()
    {
        // The interruption comes while the first finding is shrunk: the others of its round would be lost if it counted as done.
        var options = new CheckOptions { Scenarios = Scenarios, Strict = true };
        var whole = new CheckRunner(Create("linux-6.1"), options).Run();

        using var source = new CancellationTokenSource();
        var first = new CheckRunner(Create("linux-6.1"), options, new InterruptingSink(source));
        var before = first.Run(source.Token);
        Assert.Single(before.Findings);
        Assert.Equal(0, first.State().Scenarios);
        var resumed = new CheckRunner(Create("linux-6.1"), options with { Resumed = first.State() }).Run();
        Assert.Equal((whole.Scenarios, whole.Actions), (resumed.Scenarios, resumed.Actions));
        Assert.Equal(Findings(whole), Findings(resumed));
    }

    private static CampaignState Interrupt(CheckRunner runner, int rounds, out CheckReport report)
    {
        using var source = new CancellationTokenSource();
        CampaignState? state = null;
        runner.Progress = (scenarios, _) =>
        {
            if (scenarios == 0 || --rounds > 0)
                return;
            state = runner.State();
            source.Cancel();
        };
        report = runner.Run(source.Token);
        return state!;
    }

    private static ITarget Create(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        return target;
    }

    private static IEnumerable<(Signature, Scenario, string?, ulong)> Findings(CheckReport report) =>
        report.Findings.Select(static finding => (finding.Signature, finding.Scenario, finding.Erratum?.Name, finding.ScenarioSeed));

    private sealed class InterruptingSink(CancellationTokenSource source) : IFindingSink
    {
        public void Seen(string target, Signature signature, Scenario scenario, ulong scenarioSeed) => source.Cancel();

        public void Shrunk(string target, Finding finding)
        {
            // Nothing is kept.
        }

        public void Flaky(string target, FlakyScenario flaky) => Assert.Fail("a simulated target is not flaky");
    }
}
