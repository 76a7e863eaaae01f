using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Shrinking.Passes;
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
    public void A_budget_of_one_is_said_to_be_one()
    {
        var runner = ProductSearchTests.RunnerFor("fault:external-state-not-replaced");
        var (scenario, divergence) = Diverging(runner, Padded);
        var proof = CertifiedShrinker.Shrink(runner, scenario, divergence, searchBudget: 1).Minimality!;
        Assert.Equal((MinimalityVerdict.Unfinished, 1), (proof.Verdict, proof.Transitions));
        Assert.StartsWith("not proved minimal: 1 transition from 2 states was not enough for all of fewer than 3 steps", proof.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_transitions_of_all_searches_are_what_the_budget_is_about()
    {
        var runner = ProductSearchTests.RunnerFor("fault:external-state-not-replaced");
        var (scenario, divergence) = Diverging(runner, Padded);
        var proof = CertifiedShrinker.Shrink(runner, scenario, divergence, shrinkBudget: 0).Minimality!;
        Assert.True(proof.Replaced > 0);
        var spent = proof.Transitions + proof.NoTests;
        Assert.Equal(proof, CertifiedShrinker.Shrink(runner, scenario, divergence, shrinkBudget: 0, searchBudget: spent).Minimality);
        var less = CertifiedShrinker.Shrink(runner, scenario, divergence, shrinkBudget: 0, searchBudget: spent - 1).Minimality!;
        Assert.Equal((MinimalityVerdict.Unfinished, spent - 1), (less.Verdict, less.Transitions + less.NoTests));
    }

    [Fact]
    public void Programs_that_may_spin_are_counted()
    {
        var runner = ProductSearchTests.RunnerFor("fault:external-state-not-replaced");
        var (scenario, divergence) = Diverging(runner, Padded.Replace("run A EL1h { nop }", "run A EL1h { msr ELR_EL1, B; eret }", StringComparison.Ordinal));
        var proof = CertifiedShrinker.Shrink(runner, scenario, divergence, shrinkBudget: 0).Minimality!;
        Assert.True(proof.NoTests > 0);
        Assert.Contains($"; {proof.NoTests} more may spin or leave AArch64 and ", proof.ToString(), StringComparison.Ordinal);
        var (without, same) = Diverging(runner, Padded);
        Assert.DoesNotContain("spin", CertifiedShrinker.Shrink(runner, without, same).Minimality!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_that_a_vocabulary_leaves_out_are_said()
    {
        var generator = new Harness.Generation.ScenarioGenerator((TargetCapabilities)(-1));
        var lengths = new HashSet<int>();
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var scenario = generator.Generate(seed);
            var few = (scenario with { Actions = scenario.Actions[..Math.Min((int)(seed % 12) + 1, scenario.Actions.Length)] }).Normalized();
            if (few.Actions.All(static action => action.Kind != ActionKind.Run || action.Length == 0))
                continue;
            var run = few.Actions.First(static action => action.Kind == ActionKind.Run && action.Length > 0);
            var vocabulary = ScenarioVocabulary.Of(few, out var longest);
            lengths.Add(longest);
            var block = Blocks.With(Blocks.EntryOf(run), run.InstructionAt(0));
            for (var length = 2; length <= 3; length++)
            {
                block = Blocks.With(block, run.InstructionAt(0));
                Assert.Equal(length <= longest, vocabulary.Contains(block));
            }
        }
        Assert.Equal([1, 2, 3], lengths.Order());
        Assert.Contains("of its vocabulary, too many for new blocks of three instructions (", new MinimalityProof(MinimalityVerdict.Proved, 2, 1, 1, 1, 0) { LongestBlock = 2 }.ToString(), StringComparison.Ordinal);
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
