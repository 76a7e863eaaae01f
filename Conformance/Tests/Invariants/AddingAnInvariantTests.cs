using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Invariants;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Invariants;

/// <summary>The worked example of EXTENDING.md: an invariant is one small class, and nothing else needs to know it.</summary>
public sealed class AddingAnInvariantTests
{
    private const int Scenarios = 5_000;

    private static readonly IReadOnlyList<IInvariant> Found = InvariantCatalogue.FindIn(typeof(AddingAnInvariantTests).Assembly);

    /// <summary>The first scenario of the campaign that breaks the example on the target.</summary>
    private static (Scenario Scenario, Divergence Divergence)? FirstBroken(string name)
    {
        Assert.True(TargetCatalogue.TryCreate(name, out var target));
        var declared = TargetCatalogue.ErrataOf(name);
        var runner = new LockstepRunner(target, ErratumCatalogue.SetOf(declared), Found);
        var generator = new ScenarioGenerator(target.Capabilities);
        for (var i = 0; i < Scenarios; i++)
        {
            var scenario = generator.Generate(SplittableRandom.SeedOf(1, i));
            if (!runner.Run(scenario.Configuration, scenario.Actions, out var divergence) && runner.BrokenInvariant is not null)
                return (scenario, divergence);
        }
        return null;
    }

    [Fact]
    public void The_example_is_found_by_its_assembly() =>
        Assert.IsType<DebugRegistersTrapWhileTheHostHasThem>(Assert.Single(Found));

    [Fact]
    public void The_example_holds_on_linux_6_14() => Assert.Null(FirstBroken("linux-6.14"));

    [Fact]
    public void The_example_breaks_on_a_kernel_that_forgets_the_lock()
    {
        var broken = FirstBroken("fault:owner-ignores-lock");
        Assert.NotNull(broken);
        Assert.Equal((RuleId.ISO_5, DivergenceKind.Invariant), (broken.Value.Divergence.Signature.Rule, broken.Value.Divergence.Signature.Kind));
    }

    [Fact]
    public void The_example_is_sound() =>
        Assert.Equal(InvariantHealth.Sound, Assert.Single(InvariantAudit.Of(Found)).Health);
}
