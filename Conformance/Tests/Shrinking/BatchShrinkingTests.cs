using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Robustness;
using Xunit;

namespace OsLockConformance.Tests.Shrinking;

/// <summary>Candidates in batches give what one candidate after the other gives.</summary>
public sealed class BatchShrinkingTests
{
    [Fact]
    public void Shrinking_in_batches_gives_what_shrinking_one_by_one_gives()
    {
        var shrunk = 0;
        var others = 0;
        for (var i = 0; i < 60; i++)
        {
            var scenario = new ScenarioGenerator(TargetCapabilities.Guest, PeConfiguration.Default).Generate(SplittableRandom.SeedOf(11, i));
            scenario = scenario with { Actions = BatchRunner.Executable(scenario.Actions) };
            var inBatches = new BreakableBatchTarget(Wrong());
            // A batch that breaks the target is the last one.
            var oneByOne = new BreakableBatchTarget(Wrong()) { MaximumScenarios = 0 };
            if (new LockstepRunner(inBatches, ErratumId.None).Run(scenario.Configuration, scenario.Actions, out _))
                continue;

            var one = Shrinker.Shrink(new LockstepRunner(oneByOne, ErratumId.None), scenario, budget: 3000);
            var batch = Shrinker.Shrink(new LockstepRunner(inBatches, ErratumId.None), scenario, budget: 3000);

            Assert.Equal(one.Scenario, batch.Scenario);
            Assert.Equal(one.Executions, batch.Executions);
            Assert.Equal(one.Signature, batch.Signature);
            Assert.Equal(one.Met, batch.Met);
            Assert.Equal(1, oneByOne.Batches);
            Assert.True(inBatches.Batches < batch.Executions / 4, $"{inBatches.Batches} batches for {batch.Executions} executions");
            shrunk++;
            others += batch.Met.Count;
        }
        Assert.True(shrunk >= 10, $"only {shrunk} scenarios were shrunk");
        Assert.True(others > 0, "no other divergence was met");
    }

    /// <summary>After a write of MDSCR_EL1 and another block the syndromes of BRK and SVC are wrong.</summary>
    private static BreakableTarget Wrong() => new()
    {
        Corrupts = static (_, executed) => executed.Take(executed.Count - 1).Any(static action => WritesMdscr(action)),
    };

    private static bool WritesMdscr(ScenarioAction action)
    {
        for (var i = 0; i < action.Length; i++)
        {
            var instruction = action.InstructionAt(i);
            if (instruction.Opcode == Opcode.MSR && instruction.Register == RegisterId.MDSCR_EL1)
                return true;
        }
        return false;
    }
}
