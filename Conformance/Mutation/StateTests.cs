using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Proving;
using Xunit;

namespace OsLockConformance.Mutation;

/// <summary>The state of a target, taken and put back: StatePackingTests with fewer scenarios.</summary>
public sealed class StateTests
{
    private const int Scenarios = 12;

    private static readonly PeConfiguration Pe = PeConfiguration.Default with { DoubleLock = true, Spmu = true, Trf = true };

    [Theory]
    [MemberData(nameof(AgreementTests.Targets), MemberType = typeof(AgreementTests))]
    public void A_state_put_back_into_another_machine_goes_on_as_the_machine_that_it_was_taken_from(string name)
    {
        var (one, other) = (new Explored(name, Pe), new Explored(name, Pe));
        var generator = new ScenarioGenerator(one.Target.Capabilities, Pe);
        for (ulong seed = 1; seed <= Scenarios; seed++)
        {
            one.Reset();
            var noise = generator.Generate(seed + 1000).Actions;
            foreach (var action in generator.Generate(seed).Actions)
            {
                if (!one.IsTest(action))
                    continue;
                var before = one.Save();
                other.Reset();
                foreach (var disturbance in noise.AsSpan(0, Math.Min(noise.Length, 4)))
                    other.Shown(disturbance);
                other.Load(before);
                Assert.Equal(before, other.Save());
                var shown = other.Shown(action);
                var agrees = one.Step(action);
                Assert.EndsWith(Convert.ToHexString(one.Save()), shown, StringComparison.Ordinal);
                if (!agrees)
                    break;
            }
        }
    }
}
