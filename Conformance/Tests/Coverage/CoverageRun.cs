using FsCheck;
using FsCheck.Fluent;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Properties;

namespace OsLockConformance.Tests.Coverage;

/// <summary>What the properties of a target meet with their budget: the same seeds, drawn by FsCheck in the same way.</summary>
internal static class CoverageRun
{
    /// <summary>Runs the scenarios and the campaigns of <see cref="ConformanceProperties"/>.</summary>
    /// <param name="targetName">The target.</param>
    /// <param name="without">Features that the generator leaves out.</param>
    public static CoverageReport Of(string targetName, GeneratorFeatures without = GeneratorFeatures.None)
    {
        var runner = ScenarioArbitrary.RunnerFor(targetName);
        var rules = runner.Rules = new RuleCounter();
        var generator = new ScenarioGenerator(runner.Target.Capabilities) { Without = without };
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        ForEachSeed(ConformanceProperties.Scenarios, RunOne);
        ForEachSeed(ConformanceProperties.Campaigns, campaign =>
        {
            for (var i = 0; i < Properties.Conformance.CampaignLength; i++)
                RunOne(SplittableRandom.SeedOf(campaign, i));
        });
        var reachable = Explorations.Of(runner.Target.Capabilities, runner.Accepted);
        return new CoverageReport(targetName, rules.Cells, reachable.Cells);

        void RunOne(ulong seed)
        {
            var length = generator.Generate(seed, buffer, out var configuration);
            if (!runner.Run(configuration, buffer.AsSpan(0, length), out var divergence))
                throw new InvalidOperationException($"{targetName} diverges: {divergence.Signature}");
        }
    }

    private static void ForEachSeed(int count, Action<ulong> action) => Check.One(
        Config.QuickThrowOnFailure.WithReplay(ConformanceProperties.Seed, ConformanceProperties.Gamma).WithMaxTest(count),
        Prop.ForAll(Arb.From(ScenarioArbitrary.Seeds), action));
}
