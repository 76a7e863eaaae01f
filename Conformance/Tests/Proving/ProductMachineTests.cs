using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Lockstep;
using Xunit;

namespace OsLockConformance.Tests.Proving;

/// <summary>A search compares as a check does, the following of several behaviours that look the same included.</summary>
public sealed class ProductMachineTests
{
    [Fact]
    public void What_a_behaviour_other_than_the_first_explains_is_no_divergence()
    {
        var scenario = StoredOrNot.Scenario;
        var alphabet = new ProofAlphabet("stored or not", scenario.Configuration, [.. scenario.Actions.Distinct()], []);
        var search = new ProductSearch(StoredOrNot.TargetName, alphabet, ErrataOf(StoredOrNot.TargetName), new SearchOptions());
        var proof = search.Run();
        Assert.Equal(ProofVerdict.Closed, proof.Verdict);
        Assert.True(proof.Depth >= scenario.Actions.Length - 1, $"diameter {proof.Depth}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_load_that_told_them_apart_holds_for_the_next_one(bool withCauses)
    {
        Assert.Null(Run(withCauses));
        Assert.Equal((3, RuleId.MEM_1), Run(withCauses, 7));
        Assert.Null(Run(withCauses, 0, 0));
        Assert.Null(Run(withCauses, StoredOrNot.Stored, StoredOrNot.Stored));
        Assert.Equal((4, RuleId.MEM_1), Run(withCauses, 0, StoredOrNot.Stored));
        Assert.Equal((4, RuleId.MEM_1), Run(withCauses, StoredOrNot.Stored, 0));
    }

    /// <summary>What is tried before does not change what the current state allows.</summary>
    [Fact]
    public void The_current_state_stays_the_current_one()
    {
        var machine = Machine(StoredOrNot.Target(0, StoredOrNot.Stored, 7, 0), withCauses: true);
        Go(machine, StoredOrNot.Scenario.Actions.AsSpan(0, 3));
        var load = StoredOrNot.Scenario.Actions[3];
        Assert.Equal([ProductStep.Agrees, ProductStep.Agrees, ProductStep.Diverges, ProductStep.Agrees], Enumerable.Range(0, 4).Select(_ => machine.Step(load)));
    }

    [Theory]
    [InlineData("hardware-deferred")]
    [InlineData("linux-5.17")]
    [InlineData("linux-5.18")]
    [InlineData("linux-6.14")]
    [InlineData("fault:owner-ignores-mde")]
    [InlineData("oslock-v2")]
    public void A_scenario_goes_as_in_a_check(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var runner = ProductSearchTests.RunnerFor(name);
        var machine = Machine((IExplorable)target, withCauses: true);
        var generator = new ScenarioGenerator(target.Capabilities, PeConfiguration.Default);
        for (ulong seed = 1; seed <= 2_000; seed++)
        {
            runner.Start(PeConfiguration.Default);
            machine.Start();
            foreach (var action in generator.Generate(seed).Actions)
            {
                var agrees = runner.Step(action, out var signature);
                var step = machine.Step(action);
                Assert.Equal(!agrees ? ProductStep.Diverges : runner.WasSkipped ? ProductStep.IsNoTest : ProductStep.Agrees, step);
                if (step == ProductStep.Diverges)
                {
                    Assert.Equal(signature, machine.Signature(action));
                    break;
                }
                if (step == ProductStep.Agrees)
                    GoOn(machine);
            }
        }
    }

    private static (int Action, RuleId Rule)? Run(bool withCauses, params ulong[] loaded)
    {
        var machine = Machine(StoredOrNot.Target(loaded), withCauses);
        var actions = StoredOrNot.Scenario.Actions;
        var done = Go(machine, actions);
        return done == actions.Length ? null : (done, machine.Signature(actions[done]).Rule);
    }

    private static ProductMachine Machine(IExplorable target, bool withCauses) =>
        new(target, PeConfiguration.Default, ErrataOf(target.Name), InvariantCatalogue.All, withCauses);

    /// <returns>How many actions agree.</returns>
    private static int Go(ProductMachine machine, ReadOnlySpan<ScenarioAction> actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            if (machine.Step(actions[i]) != ProductStep.Agrees)
                return i;
            GoOn(machine);
        }
        return actions.Length;
    }

    private static void GoOn(ProductMachine machine)
    {
        for (var section = 0; section < machine.Sections; section++)
            machine.Current.Set(section, machine.Next[section]);
        machine.Enter();
    }

    private static ErratumId ErrataOf(string name) => ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name));
}
