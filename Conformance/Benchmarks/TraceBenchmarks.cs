using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Benchmarks;

/// <summary>Reading and writing traces. One operation is one action, which is one line.</summary>
public class TraceBenchmarks
{
    private const int Length = 60;

    private ScenarioPool _pool = null!;
    private string[] _texts = [];

    /// <summary>Writes the traces that are read.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _pool = new ScenarioPool("linux-6.14", Vocabulary.Full, Length);
        _texts = [.. _pool.Scenarios.Select(static scenario => TraceFormat.Write(scenario))];
    }

    /// <summary>Text to scenarios.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioPool.Actions)]
    public int Parse()
    {
        var actions = 0;
        foreach (var text in _texts)
            actions += TraceParser.ParseText(text).Scenario.Actions.Length;
        return actions;
    }

    /// <summary>Scenarios to text.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioPool.Actions)]
    public int Write()
    {
        var characters = 0;
        foreach (var scenario in _pool.Scenarios)
            characters += TraceFormat.Write(scenario).Length;
        return characters;
    }
}
