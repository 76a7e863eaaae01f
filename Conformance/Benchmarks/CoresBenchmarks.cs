using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Lockstep;

namespace OsLockConformance.Benchmarks;

/// <summary>Lockstep of guest actions on several cores at once, each with a model and a target of its own. One operation is one action of any of them.</summary>
public class CoresBenchmarks
{
    // Divided among the cores: so many that starting the threads does not count.
    private const int Rounds = 24;

    private ScenarioPool[] _pools = [];
    private LockstepRunner[] _runners = [];

    /// <summary>The target.</summary>
    [Params("hardware", "linux-6.14")]
    public string Target { get; set; } = "";

    /// <summary>How many run at once; a divisor of 24.</summary>
    [Params(1, 2)]
    public int Cores { get; set; }

    /// <summary>Draws the scenarios.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _pools = [.. Enumerable.Range(0, Cores).Select(_ => new ScenarioPool(Target, Vocabulary.Guest, 60))];
        _runners = [.. _pools.Select(static pool => new LockstepRunner(pool.Target, pool.Accepted))];
    }

    /// <summary>All rounds.</summary>
    [Benchmark(OperationsPerInvoke = Rounds * ScenarioPool.Actions)]
    public bool Lockstep()
    {
        var agrees = new bool[Cores];
        var threads = new Thread[Cores];
        for (var core = 0; core < Cores; core++)
        {
            var number = core;
            threads[core] = new Thread(() => agrees[number] = Run(number));
            threads[core].Start();
        }

        foreach (var thread in threads)
            thread.Join();
        // A run that diverges is shorter than what it is measured as.
        return agrees.All(static all => all) ? true : throw new InvalidOperationException($"{Target} diverges");
    }

    private bool Run(int core)
    {
        var runner = _runners[core];
        var agrees = true;
        for (var round = 0; round < Rounds / Cores; round++)
        {
            foreach (var scenario in _pools[core].Scenarios)
                agrees &= runner.Run(scenario.Configuration, scenario.Actions, out _);
        }

        return agrees;
    }
}
