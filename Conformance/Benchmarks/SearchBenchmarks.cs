using BenchmarkDotNet.Attributes;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Benchmarks;

/// <summary>
/// The prover on the small alphabet: every action in every state of model and target. One operation is one transition: an action on both sides, the
/// comparison, and the state looked up. A search throws if it does not have as many of them as it is known to have.
/// </summary>
public class SearchBenchmarks
{
    /// <summary>Threads that expand states.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>The simulated hardware, until there is no new state.</summary>
    [Benchmark(OperationsPerInvoke = SearchSizes.ClosedTransitions)]
    public long Hardware() => Search(SearchSizes.Closed, new SearchOptions { Threads = Threads }, SearchSizes.ClosedTransitions);

    /// <summary>A simulated kernel, to a depth.</summary>
    [Benchmark(OperationsPerInvoke = SearchSizes.BoundedTransitions)]
    public long Linux() => Search(SearchSizes.Bounded, new SearchOptions { Threads = Threads, Depth = SearchSizes.BoundedDepth }, SearchSizes.BoundedTransitions);

    private static long Search(string name, SearchOptions options, int transitions)
    {
        if (!TargetCatalogue.TryCreate(name, out var target) || target is not IExplorable explorable
            || ProofAlphabet.Of("small", explorable.Capabilities) is not { } alphabet)
            throw new InvalidOperationException($"no search of '{name}'");
        var result = new ProductSearch(name, alphabet, ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(name)), options).Run();
        return result.Verdict != ProofVerdict.Diverges && result.Transitions == transitions
            ? result.States
            : throw new InvalidOperationException($"{name}: {result.Verdict} with {result.Transitions} transitions");
    }
}
