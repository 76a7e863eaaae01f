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
    private const string Simulated = "hardware";
    private const int SimulatedTransitions = 2_306_880;
    private const string Kernel = "linux-6.14";
    private const int KernelDepth = 7;
    private const int KernelTransitions = 3_497_721;

    /// <summary>Threads that expand states.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>The simulated hardware, until there is no new state.</summary>
    [Benchmark(OperationsPerInvoke = SimulatedTransitions)]
    public long Hardware() => Search(Simulated, new SearchOptions { Threads = Threads }, SimulatedTransitions);

    /// <summary>A simulated kernel, to a depth.</summary>
    [Benchmark(OperationsPerInvoke = KernelTransitions)]
    public long Linux() => Search(Kernel, new SearchOptions { Threads = Threads, Depth = KernelDepth }, KernelTransitions);

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
