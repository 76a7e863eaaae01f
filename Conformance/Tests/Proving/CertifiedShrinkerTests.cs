using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Proving;

public sealed class CertifiedShrinkerTests
{
    // The fault shows after the first two actions and the fourth.
    private const string Padded = """
        oslock-trace 1
        config breakpoints=6 watchpoints=4 context-aware=2
        run A EL1h { nop }
        guest-debug enable,hw bp0=A,0x1e7
        run A EL0t { nop }
        guest-debug enable,hw
        run A EL1h D=1 { nop }
        """;

    [Fact]
    public void Where_the_passes_stop_too_early_the_search_goes_on_to_the_shortest()
    {
        var runner = ProductSearchTests.RunnerFor("fault:external-state-not-replaced");
        var (scenario, divergence) = Diverging(runner, Padded);
        var thorough = Shrinker.Shrink(runner, scenario, divergence);
        // No execution at all is left for the passes.
        var searched = CertifiedShrinker.Shrink(runner, scenario, divergence, shrinkBudget: 0);
        Assert.Equal(MinimalityVerdict.Proved, searched.Minimality!.Verdict);
        Assert.True(searched.Minimality.Replaced > 0);
        Assert.Equal(ScenarioOrder.StepsOf(thorough.Scenario), ScenarioOrder.StepsOf(searched.Scenario));
        Assert.True(ScenarioOrder.StepsOf(searched.Scenario) < ScenarioOrder.StepsOf(scenario));
        Assert.False(runner.Run(searched.Scenario.Configuration, searched.Scenario.Actions, out var again));
        Assert.Equal(divergence.Signature, again.Signature);
    }

    /// <summary>Against every program of the vocabulary, run from the beginning.</summary>
    [Theory]
    [InlineData("fault:external-state-not-replaced")]
    [InlineData("fault:mdccint-not-saved")]
    [InlineData("oslock-v2")]
    public void No_shorter_program_of_the_vocabulary_has_the_signature(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var report = new CheckRunner(target, new CheckOptions { Scenarios = 20_000, CertifyBudget = CertifiedShrinker.DefaultBudget, MaximumFindings = 4 }).Run();
        var runner = ProductSearchTests.RunnerFor(name);
        var compared = 0;
        foreach (var finding in report.Findings.Where(static finding => ScenarioOrder.StepsOf(finding.Scenario) <= 3))
        {
            Assert.Equal(MinimalityVerdict.Proved, finding.Minimality!.Verdict);
            var vocabulary = ScenarioVocabulary.Of(finding.Scenario);
            Assert.Equal(vocabulary.Count, finding.Minimality.Actions);
            foreach (var program in Programs(vocabulary, ScenarioOrder.StepsOf(finding.Scenario) - 1))
            {
                compared++;
                Assert.True(runner.Run(finding.Scenario.Configuration, program, out var divergence) || divergence.Signature != finding.Signature, TraceFormat.Write(new Scenario(finding.Scenario.Configuration, program)));
            }
        }
        Assert.True(compared > 10, $"{compared} programs");
    }

    [Fact]
    public void A_budget_that_does_not_suffice_is_said_and_the_result_is_the_same_every_time()
    {
        var runner = ProductSearchTests.RunnerFor("fault:external-state-not-replaced");
        var (scenario, divergence) = Diverging(runner, Padded);
        var one = CertifiedShrinker.Shrink(runner, scenario, divergence, searchBudget: 5);
        var other = CertifiedShrinker.Shrink(runner, scenario, divergence, searchBudget: 5);
        Assert.Equal(MinimalityVerdict.Unfinished, one.Minimality!.Verdict);
        Assert.StartsWith("not proved minimal: ", one.Minimality.ToString(), StringComparison.Ordinal);
        Assert.Equal(one.Minimality, other.Minimality);
        Assert.Equal(one.Scenario, other.Scenario);
    }

    [Fact]
    public void Shorter_divergences_of_another_kind_are_met_on_the_way()
    {
        // Nothing is accepted, so that the read of OSLSR_EL1 alone diverges (OSL-1).
        Assert.True(TargetCatalogue.TryCreate("fault:external-state-not-replaced", out var target));
        var runner = new LockstepRunner(target, ErratumId.None);
        var (scenario, divergence) = Diverging(runner, """
            oslock-trace 1
            config breakpoints=6 watchpoints=4 context-aware=2
            guest-debug enable,hw bp0=A,0x1e7
            guest-debug enable,hw
            run A EL1h { nop; mrs X, OSLSR_EL1 }
            """);
        var shrunk = CertifiedShrinker.Shrink(runner, scenario, divergence, shrinkBudget: 0);
        Assert.Contains(shrunk.Met, met => met.Signature != divergence.Signature);
        Assert.All(shrunk.Met, met =>
        {
            Assert.False(runner.Run(met.Scenario.Configuration, met.Scenario.Actions, out var again));
            Assert.Equal(met.Signature, again.Signature);
        });
    }

    [Fact]
    public void A_vocabulary_has_the_actions_of_the_scenario_and_no_more_than_it_may()
    {
        var generator = new Harness.Generation.ScenarioGenerator((TargetCapabilities)(-1));
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var scenario = generator.Generate(seed);
            var few = (scenario with { Actions = scenario.Actions[..Math.Min(6, scenario.Actions.Length)] }).Normalized();
            var vocabulary = ScenarioVocabulary.Of(few);
            Assert.Empty(few.Actions.Except(vocabulary));
            Assert.Equal(vocabulary.Count, vocabulary.Distinct().Count());
            Assert.InRange(vocabulary.Count, 1, ScenarioVocabulary.Most);
        }
    }

    private static (Scenario Scenario, Divergence Divergence) Diverging(LockstepRunner runner, string trace)
    {
        var scenario = TraceParser.ParseText(trace).Scenario;
        Assert.False(runner.Run(scenario.Configuration, scenario.Actions, out var divergence));
        return (scenario with { Actions = scenario.Actions[..(divergence.Action + 1)] }, divergence);
    }

    /// <summary>All programs of some actions up to a number of steps.</summary>
    private static IEnumerable<ScenarioAction[]> Programs(IReadOnlyList<ScenarioAction> actions, int steps)
    {
        if (steps <= 0)
            yield break;
        foreach (var action in actions.Where(action => ScenarioOrder.StepsOf(action) <= steps))
        {
            yield return [action];
            foreach (var rest in Programs(actions, steps - ScenarioOrder.StepsOf(action)))
                yield return [action, .. rest];
        }
    }
}
