using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Shrinking;

/// <summary>The search for the simplest program, and the shrink that it is part of.</summary>
public sealed class SimplestShrinkTests
{
    // Seven actions, from which programs of up to three are made one by one.
    private const string Alphabet = """
        oslock-trace 1
        config
        run A EL1h { msr OSLAR_EL1, 1 }
        run A EL1h { msr OSLAR_EL1, 0 }
        set-reg OSLSR_EL1, 0xa
        run A EL1h { msr MDSCR_EL1, SS }
        run A EL1h { msr OSLAR_EL1, 1; msr OSLAR_EL1, 0 }
        run A EL1h { mrs X, OSLSR_EL1 }
        get-reg OSLSR_EL1
        """;

    [Fact]
    public void The_search_finds_the_simplest_of_all_programs()
    {
        var runner = ScenarioArbitrary.RunnerFor("fault:oslar-never-unlocks");
        var alphabet = TraceParser.ParseText(Alphabet).Scenario;
        var programs = Enumerable.Range(1, 3).SelectMany(length => Programs(alphabet.Actions, length)).Select(actions => alphabet with { Actions = actions }).ToArray();
        var simplest = new Dictionary<Signature, Scenario>();
        foreach (var program in programs)
        {
            if (runner.Run(program.Configuration, program.Actions, out var divergence) || divergence.Action != program.Actions.Length - 1)
                continue;
            if (!simplest.TryGetValue(divergence.Signature, out var known) || ScenarioOrder.Compare(program, known) < 0)
                simplest[divergence.Signature] = program;
        }
        Assert.True(simplest.Count >= 2, "the programs show too little");
        foreach (var (signature, expected) in simplest)
        {
            var start = programs.Last(program => !runner.Run(program.Configuration, program.Actions, out var divergence) && divergence == new Divergence(program.Actions.Length - 1, signature));
            Assert.True(ScenarioOrder.Compare(expected, start) < 0, "there is nothing to be found");
            var search = new SimplestSearch(runner, start, signature, new SearchAlphabet(alphabet.Actions, []));
            search.Run(long.MaxValue);
            runner.Attach();
            Assert.False(search.IsUnfinished);
            Assert.Equal(TraceFormat.Write(expected), TraceFormat.Write(search.Simplest));
        }
    }

    [Fact]
    public void A_search_that_has_to_give_up_says_so_and_keeps_what_diverges()
    {
        var (runner, scenario, divergence) = Failing("fault:mde-does-not-make-dirty", 1);
        var session = new ShrinkSession(runner, scenario, divergence.Signature, Shrinker.DefaultBudget);
        var result = SimplestShrink.Run(runner, session, budget: 100);
        Assert.Equal(100, result.Transitions);
        Assert.False(result.IsSimplest);
        Assert.False(runner.Run(result.Scenario.Configuration, result.Scenario.Actions, out var again));
        Assert.Equal(new Divergence(result.Scenario.Actions.Length - 1, divergence.Signature), again);
        Assert.True(ScenarioOrder.Compare(Shrinker.Shrink(runner, scenario, divergence).Scenario, result.Scenario) < 0, "the search was of no use");
    }

    [Fact]
    public void Two_seeds_end_in_one_program_after_a_hundred_executions_on_average()
    {
        List<int> executions = [];
        var shown = new Dictionary<(string, Signature), string>();
        foreach (var target in PlantedFaults.All.Select(static fault => $"fault:{fault.Name}"))
        {
            for (var seed = 1UL; seed <= 2; seed++)
            {
                var (runner, scenario, divergence) = Failing(target, seed);
                var result = Shrinker.Shrink(runner, scenario, divergence);
                executions.Add(result.Executions);
                var program = TraceFormat.Write(result.Scenario);
                Assert.Equal(shown.GetValueOrDefault((target, result.Signature), program), program);
                shown[(target, result.Signature)] = program;
            }
        }
        Assert.InRange(executions.Average(), 1, 100);
    }

    private static IEnumerable<ScenarioAction[]> Programs(ScenarioAction[] actions, int length) => length == 0
        ? [[]]
        : Programs(actions, length - 1).SelectMany(program => actions.Select(action => (ScenarioAction[])[.. program, action]));

    private static (LockstepRunner Runner, Scenario Scenario, Divergence Divergence) Failing(string name, ulong seed)
    {
        var runner = ScenarioArbitrary.RunnerFor(name);
        var generator = new ScenarioGenerator(runner.Target.Capabilities);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        for (var i = 0L; ; i++)
        {
            var length = generator.Generate(SplittableRandom.SeedOf(seed, i), buffer, out var configuration);
            if (!runner.Run(configuration, buffer.AsSpan(0, length), out var divergence))
                return (runner, new Scenario(configuration, buffer[..(divergence.Action + 1)]), divergence);
        }
    }
}
