using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Benchmarks;

/// <summary>Drawing scenarios from their seeds. One operation is one action.</summary>
public class GenerationBenchmarks
{
    private readonly ScenarioAction[] _buffer = new ScenarioAction[ScenarioGenerator.MaximumLength];
    private readonly List<ulong> _seeds = [];
    private ScenarioGenerator _generator = null!;

    /// <summary>The target, which decides the vocabulary.</summary>
    [Params("hardware", "linux-6.14")]
    public string Target { get; set; } = "";

    /// <summary>Chooses seeds whose scenarios have together as many actions as a pool.</summary>
    [GlobalSetup]
    public void Setup()
    {
        if (!TargetCatalogue.TryCreate(Target, out var target))
            throw new InvalidOperationException($"there is no target '{Target}'");
        _generator = new ScenarioGenerator(target.Capabilities);
        var left = ScenarioPool.Actions;
        for (var draw = 0L; left > 0; draw++)
        {
            var seed = SplittableRandom.SeedOf(1, draw);
            var length = _generator.Generate(seed, _buffer, out _);
            if (length > left)
                continue;
            _seeds.Add(seed);
            left -= length;
        }
    }

    /// <summary>Draws them.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioPool.Actions)]
    public int Generate()
    {
        var actions = 0;
        foreach (var seed in _seeds)
            actions += _generator.Generate(seed, _buffer, out _);
        return actions;
    }
}
