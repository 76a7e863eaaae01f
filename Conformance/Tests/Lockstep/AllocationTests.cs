using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Lockstep;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("hardware")]
    [InlineData("hardware-deferred")]
    [InlineData("linux-5.18")]
    [InlineData("linux-6.1")]
    [InlineData("linux-6.14")]
    public void Generating_and_running_scenarios_again_allocates_nothing(string name)
    {
        const int scenarios = 2000;
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(name)));
        var generator = new ScenarioGenerator(target.Capabilities);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        // The first time builds a model and a machine for each configuration.
        RunAll();
        Assert.Equal(0, Allocation.Of(RunAll));

        void RunAll()
        {
            for (var i = 0; i < scenarios; i++)
            {
                var length = generator.Generate(SplittableRandom.SeedOf(1, i), buffer, out var configuration);
                if (!runner.Run(configuration, buffer.AsSpan(0, length), out _))
                    throw new InvalidOperationException("the target diverges");
            }
        }
    }
}
