namespace OsLockConformance.Mutation.Mutants;

/// <summary>Tries mutants: most of them one after the other in the same process, those in static initializers each in a process of its own.</summary>
/// <param name="folder">Holds this program and the tests, with the mutated assembly in its place.</param>
internal sealed class MutantRun(string folder) : IDisposable
{
    private WorkerProcess? _shared;

    /// <summary>How many mutants got a process of their own.</summary>
    public int Alone { get; private set; }

    /// <summary>Tries the mutants, in their order.</summary>
    /// <exception cref="InvalidOperationException">A test fails without a mutant.</exception>
    public IEnumerable<(int Mutant, Verdict Verdict)> Run(IEnumerable<int> mutants)
    {
        var inInitializers = InStaticInitializers();
        foreach (var mutant in mutants)
            yield return (mutant, inInitializers.Contains(mutant) ? TryAlone(mutant) : TryShared(mutant));
    }

    /// <summary>Ends the process.</summary>
    public void Dispose() => _shared?.Dispose();

    private HashSet<int> InStaticInitializers()
    {
        using var worker = new WorkerProcess(folder);
        var answer = worker.Ask(Worker.Static) ?? throw new InvalidOperationException("the static initializers do not end without a mutant");
        return [.. answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    private Verdict TryShared(int mutant)
    {
        _shared ??= NewShared();
        var answer = _shared.Try(mutant);
        if (answer is not null && !answer.StartsWith(Worker.StillFails, StringComparison.Ordinal))
            return Verdict.Of(answer);
        _shared.Dispose();
        _shared = null;
        // A test that fails without the mutant as well proves nothing against it: it may have been another one that has left something behind.
        return answer is null ? Verdict.Of(answer) : TryAlone(mutant);
    }

    private WorkerProcess NewShared()
    {
        var worker = new WorkerProcess(folder);
        if (worker.Try(MutantSwitch.None) is not "" and var answer)
        {
            worker.Dispose();
            throw new InvalidOperationException($"without a mutant, {(answer is null ? "the tests" : Verdict.NameOf(answer))} did not pass");
        }
        return worker;
    }

    private Verdict TryAlone(int mutant)
    {
        using var worker = new WorkerProcess(folder);
        Alone++;
        return Verdict.Of(worker.Try(mutant));
    }
}
