using FsCheck;
using FsCheck.Fluent;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Properties;

namespace OsLockConformance.Tests.Coverage;

/// <summary>What the tests of a target meet with their budget: the same seeds, drawn in the same way.</summary>
internal sealed class CoverageRun
{
    private readonly ScenarioAction[] _buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
    private readonly LockstepRunner _runner;
    private readonly ScenarioGenerator _generator;
    private readonly string _target;

    private CoverageRun(string target, GeneratorFeatures without)
    {
        _target = target;
        _runner = ScenarioArbitrary.RunnerFor(target);
        _runner.Rules = new RuleCounter();
        _generator = new ScenarioGenerator(_runner.Target.Capabilities) { Without = without };
    }

    /// <summary>Runs the scenarios and the campaigns of <see cref="ConformanceProperties"/>.</summary>
    /// <param name="target">The target.</param>
    /// <param name="without">Features that the generator leaves out.</param>
    public static CoverageReport OfProperties(string target, GeneratorFeatures without = GeneratorFeatures.None)
    {
        var run = new CoverageRun(target, without);
        run.RunProperties();
        return run.Report();
    }

    /// <summary>Runs those, and the scenarios of <see cref="VolumeTests"/>.</summary>
    /// <param name="target">The target.</param>
    /// <param name="actions">How many actions the volume has.</param>
    public static CoverageReport OfAll(string target, long actions)
    {
        var run = new CoverageRun(target, GeneratorFeatures.None);
        run.RunProperties();
        var wanted = run._runner.ActionsExecuted + actions;
        for (var i = 0L; run._runner.ActionsExecuted < wanted; i++)
            run.RunCampaign(SplittableRandom.SeedOf(VolumeTests.Campaign, i));
        return run.Report();
    }

    private void RunProperties()
    {
        ForEachSeed(ConformanceProperties.Scenarios, RunOne);
        ForEachSeed(ConformanceProperties.Campaigns, RunCampaign);
    }

    private void RunCampaign(ulong campaign)
    {
        for (var i = 0; i < Properties.Conformance.CampaignLength; i++)
            RunOne(SplittableRandom.SeedOf(campaign, i));
    }

    private void RunOne(ulong seed)
    {
        var length = _generator.Generate(seed, _buffer, out var configuration);
        if (!_runner.Run(configuration, _buffer.AsSpan(0, length), out var divergence))
            throw new InvalidOperationException($"{_target} diverges: {divergence.Signature}");
    }

    private CoverageReport Report() => new(_target, _runner.Rules!.Cells, Explorations.Of(_runner.Target.Capabilities, _runner.Accepted).Cells);

    private static void ForEachSeed(int count, Action<ulong> action) => Check.One(
        Config.QuickThrowOnFailure.WithReplay(ConformanceProperties.Seed, ConformanceProperties.Gamma).WithMaxTest(count),
        Prop.ForAll(Arb.From(ScenarioArbitrary.Seeds), action));
}
