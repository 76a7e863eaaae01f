using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Benchmarks;

/// <summary>Shrinking the first generated scenario that shows a planted fault. One operation is one shrink, from the scenario to its end.</summary>
public class ShrinkingBenchmarks
{
    private LockstepRunner _runner = null!;
    private Scenario _scenario = null!;

    /// <summary>The planted fault.</summary>
    [Params("fault:mde-not-cleared-by-lock")]
    public string Target { get; set; } = "";

    /// <summary>Finds the scenario.</summary>
    [GlobalSetup]
    public void Setup()
    {
        if (!TargetCatalogue.TryCreate(Target, out var target))
            throw new InvalidOperationException($"there is no target '{Target}'");
        var declared = TargetCatalogue.ErrataOf(Target);
        _runner = new LockstepRunner(target, ErratumCatalogue.SetOf(declared));
        var generator = new ScenarioGenerator(target.Capabilities);
        var draw = 0L;
        do
            _scenario = generator.Generate(SplittableRandom.SeedOf(1, draw++));
        while (_runner.Run(_scenario.Configuration, _scenario.Actions, out _));
        var result = Shrinker.Shrink(_runner, _scenario);
        Console.WriteLine($"// {_scenario.Actions.Length} actions shrink to {result.Scenario.Actions.Length} with {result.Executions} executions");
    }

    /// <summary>Shrinks it.</summary>
    [Benchmark]
    public int Shrink() => Shrinker.Shrink(_runner, _scenario).Executions;
}
