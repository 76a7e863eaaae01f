using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Mutation;

/// <summary>
/// Model and target agree in the first scenarios of a campaign. Since they are two codings, nearly every mutant of the one shows against the other.
/// </summary>
public sealed class AgreementTests
{
    private const int Scenarios = 300;

    /// <summary>The simulated targets that conform with their errata.</summary>
    public static TheoryData<string> Targets => new("hardware", "hardware-deferred", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14");

    [Theory]
    [MemberData(nameof(Targets))]
    public void Model_and_target_agree(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(name)));
        var generator = new ScenarioGenerator(target.Capabilities);
        var buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
        for (var i = 0; i < Scenarios; i++)
        {
            var length = generator.Generate(SplittableRandom.SeedOf(1, i), buffer, out var configuration);
            // The text of a divergence is made where there is one: it takes longer than the scenario.
            if (!runner.Run(configuration, buffer.AsSpan(0, length), out var divergence))
                Assert.Fail(divergence.ToString());
        }
    }
}
