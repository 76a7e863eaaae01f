using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Benchmarks;

/// <summary>Model and target in lockstep, comparison included, against each of the two alone. One operation is one action.</summary>
public class LockstepBenchmarks
{
    private readonly Dictionary<PeConfiguration, ReferenceModel> _models = [];
    private readonly Expectation _expectation = new();
    private ScenarioPool _pool = null!;
    private LockstepRunner _runner = null!;
    private Observation _observation;

    /// <summary>The target.</summary>
    [Params("hardware", "hardware-deferred", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14")]
    public string Target { get; set; } = "";

    /// <summary>What the scenarios are made of.</summary>
    [Params(Vocabulary.Guest, Vocabulary.Full)]
    public Vocabulary Actions { get; set; }

    /// <summary>Actions of each scenario; at its start model and target are reset.</summary>
    [Params(10, 60)]
    public int Length { get; set; }

    /// <summary>Draws the scenarios.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _pool = new ScenarioPool(Target, Actions, Length);
        _runner = new LockstepRunner(_pool.Target, _pool.Accepted);
        foreach (var scenario in _pool.Scenarios)
            _models.TryAdd(scenario.Configuration, new ReferenceModel(scenario.Configuration, _pool.Accepted));
    }

    /// <summary>Both, and the comparison.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ScenarioPool.Actions)]
    public bool Lockstep()
    {
        var agrees = true;
        foreach (var scenario in _pool.Scenarios)
            agrees &= _runner.Run(scenario.Configuration, scenario.Actions, out _);
        // A run that diverges is shorter than what it is measured as.
        return agrees ? agrees : throw new InvalidOperationException($"{Target} diverges");
    }

    /// <summary>The target without the model; its invariants are watched as in lockstep.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioPool.Actions)]
    public int TargetAlone()
    {
        var events = 0;
        foreach (var scenario in _pool.Scenarios)
        {
            _pool.Target.Reset(scenario.Configuration);
            foreach (ref readonly var action in scenario.Actions.AsSpan())
            {
                _pool.Target.Execute(action, ref _observation);
                events += _observation.Count;
            }
        }

        return events;
    }

    /// <summary>The model without the target: it follows the behaviours that the target showed when the scenarios were drawn.</summary>
    [Benchmark(OperationsPerInvoke = ScenarioPool.Actions)]
    public int ModelAlone()
    {
        var outcomes = _pool.Outcomes.AsSpan();
        var behaviours = 0;
        foreach (var scenario in _pool.Scenarios)
        {
            var model = _models[scenario.Configuration];
            model.Initial(out var state);
            foreach (ref readonly var action in scenario.Actions.AsSpan())
            {
                model.Step(state, action, _expectation);
                ReferenceModel.Advance(ref state, _expectation[outcomes[0]]);
                behaviours += _expectation.Count;
                outcomes = outcomes[1..];
            }
        }

        return behaviours;
    }
}
