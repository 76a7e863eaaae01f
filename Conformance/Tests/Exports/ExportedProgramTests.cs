using OsLockConformance.Harness.Exports;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Machine;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Exports;

public sealed class ExportedProgramTests
{
    [Theory]
    [InlineData("hardware")]
    [InlineData("hardware-deferred")]
    [InlineData("linux-6.1")]
    [InlineData("linux-6.14")]
    public void Every_observation_that_the_harness_accepts_is_accepted_without_it(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var accepted = ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(name));
        var steps = 0;
        for (var seed = 0UL; seed < 400; seed++)
            steps += Follow(target, accepted, seed, static (_, _, isAccepted) => Assert.True(isAccepted));
        Assert.True(steps > 2000, $"only {steps} steps");
    }

    [Fact]
    public void What_the_harness_finds_is_found_without_it()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-5.17", out var target));
        int found = 0, missed = 0;
        for (var seed = 0UL; seed < 2000; seed++)
        {
            Follow(target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target.Name)), seed, (conforms, isInvariant, isAccepted) =>
            {
                if (conforms || isInvariant)
                    return;
                if (isAccepted)
                    missed++;
                else
                    found++;
            });
        }
        Assert.True(found > 100 && missed * 20 <= found, $"{found} found, {missed} missed");
    }

    /// <summary>Runs a scenario in lockstep and asks the exported program about every observation up to the first divergence.</summary>
    private static int Follow(ITarget target, ErratumId accepted, ulong seed, Action<bool, bool, bool> each)
    {
        var scenario = new ScenarioGenerator(target.Capabilities) { MaximumActions = 12 }.Generate(seed);
        ExportedProgram program;
        try
        {
            program = ExportedProgram.Of("random", new TraceDocument(scenario), accepted);
        }
        catch (ExportException)
        {
            return 0;
        }
        var runner = new LockstepRunner(target, accepted);
        runner.Start(scenario.Configuration);
        var steps = program.Steps.ToDictionary(static step => step.Index);
        for (var i = 0; i < scenario.Actions.Length; i++)
        {
            var conforms = runner.Step(scenario.Actions[i], out var signature);
            Assert.Equal(!runner.WasSkipped, steps.ContainsKey(i));
            if (runner.WasSkipped)
                continue;
            var observation = runner.LastObservation;
            each(conforms, signature.Kind == DivergenceKind.Invariant, steps[i].Outcomes.Any(outcome => Accepts(outcome, scenario.Actions[i], observation)));
            if (!conforms)
                return i;
        }
        return scenario.Actions.Length;
    }

    /// <summary>What the programs do in C and in assembly.</summary>
    private static bool Accepts(ExportedOutcome outcome, in ScenarioAction action, in Observation observation)
    {
        if (outcome.Events.Count != observation.Count || outcome.Errno != observation.Errno || !outcome.OneRegValue.Accepts(observation.OneRegValue))
            return false;
        for (var i = 0; i < outcome.Events.Count; i++)
        {
            if (!outcome.Events[i].Accepts(observation.Events[i]))
                return false;
        }
        for (var i = 0; action.Kind == ActionKind.Run && i < action.Length; i++)
        {
            var value = (observation.ValuesPresent >> i & 1) != 0 ? observation.Values[i] : BlockCompiler.Poison(i);
            if (!outcome.Transfer[i].Accepts(value))
                return false;
        }
        return true;
    }
}
