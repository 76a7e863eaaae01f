using FsCheck;
using FsCheck.Fluent;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Tests.Properties;

/// <summary>
/// Scenarios for FsCheck. FsCheck draws the 64-bit seed and <see cref="ScenarioGenerator"/> expands it, so that its Replay names
/// a scenario as well as our own seeds do. Lengths do not depend on FsCheck's size: all of them occur from the first test on.
/// </summary>
internal static class ScenarioArbitrary
{
    /// <summary>All 64-bit seeds, whatever the size.</summary>
    public static Gen<ulong> Seeds { get; } =
        from high in Gen.Choose(0, 0xFF_FFFF)
        from middle in Gen.Choose(0, 0xF_FFFF)
        from low in Gen.Choose(0, 0xF_FFFF)
        select ((ulong)high << 40) | ((ulong)middle << 20) | (uint)low;

    /// <summary>Scenarios over what the target can do. A scenario that diverges on it shrinks with our shrinker.</summary>
    public static Arbitrary<GeneratedScenario> For(string targetName)
    {
        var generator = new ScenarioGenerator(Create(targetName).Capabilities);
        return Arb.From(Seeds.Select(seed => new GeneratedScenario(generator.Generate(seed))), scenario => Shrink(targetName, scenario));
    }

    /// <summary>A lockstep runner of a new target of that name, which accepts what is declared for it.</summary>
    public static LockstepRunner RunnerFor(string targetName)
    {
        var declared = TargetCatalogue.ErrataOf(targetName);
        return new LockstepRunner(Create(targetName), ErratumCatalogue.SetOf(declared));
    }

    /// <summary>An iterator, because FsCheck asks for the candidates of values that pass, too: nothing is run before one is looked at.</summary>
    private static IEnumerable<GeneratedScenario> Shrink(string targetName, GeneratedScenario generated)
    {
        if (generated.IsShrunk)
            yield break;
        var runner = RunnerFor(targetName);
        if (runner.Run(generated.Scenario.Configuration, generated.Scenario.Actions, out _))
            yield break;
        yield return new GeneratedScenario(Shrinker.Shrink(runner, generated.Scenario).Scenario, IsShrunk: true);
    }

    private static ITarget Create(string targetName) =>
        TargetCatalogue.TryCreate(targetName, out var target) ? target : throw new ArgumentException($"there is no target '{targetName}'", nameof(targetName));
}
