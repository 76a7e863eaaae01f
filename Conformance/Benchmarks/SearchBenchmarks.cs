using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Benchmarks;

/// <summary>
/// The prover on the small alphabet: every action in every state of model and simulated hardware, until there is no new one. One operation is one transition.
/// </summary>
public class SearchBenchmarks
{
    /// <summary>Those of the closed state space; the search throws if it is another one now.</summary>
    private const int Transitions = 2_306_880;

    private IExplorable _target = null!;

    /// <summary>Threads that expand states.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the target.</summary>
    [GlobalSetup]
    public void Setup()
    {
        if (!TargetCatalogue.TryCreate("hardware", out var target))
            throw new InvalidOperationException("there is no simulated hardware");
        _target = (IExplorable)target;
    }

    /// <summary>The whole search.</summary>
    [Benchmark(OperationsPerInvoke = Transitions)]
    public long Close()
    {
        var alphabet = ProofAlphabet.Of("small", _target.Capabilities) ?? throw new InvalidOperationException("there is no small alphabet");
        var result = new ProductSearch(_target.Name, alphabet, ErratumId.None, new SearchOptions { Threads = Threads }).Run();
        return result.Verdict == ProofVerdict.Closed && result.Transitions == Transitions
            ? result.States
            : throw new InvalidOperationException($"{result.Verdict} with {result.Transitions} transitions");
    }
}
