using System.Diagnostics;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// A breadth-first search over the states of model and implementation together, with a finite alphabet of actions:
/// 1. the states that all programs of one length lead to are expanded before those of the next: every action of the alphabet is tried in
///    each of them, in lockstep as a check does it;
/// 2. states are expanded in waves, on all threads; meanwhile nobody changes the store, so that nothing is locked. After a wave its new states go
///    into the store in the order of the state that they come from and of the action;
/// 3. therefore states get the same numbers however many threads there are, the program that leads to a state first is the first one in the order
///    of the alphabet among the shortest, and so is the divergence that is reported;
/// 4. if a length brings up no new state, the space is closed: every program, however long, has been compared.
/// States are compared as a whole, never by a hash alone.
/// </summary>
public sealed class ProductSearch
{
    private const int ChunksInWave = 32;
    private const int TransitionsInChunk = 8192;

    private readonly ScenarioAction[] _actions;
    private readonly Expansion[] _expansions;
    private readonly CandidateBuffer[] _found = [.. Enumerable.Range(0, ChunksInWave).Select(static _ => new CandidateBuffer())];
    private readonly SearchOptions _options;
    private readonly Stopwatch _watch = new();
    private SearchPlace _place;
    private StateStore _store;

    /// <summary>Prepares a search.</summary>
    /// <param name="target">The name of a target of this process.</param>
    /// <param name="alphabet">The actions.</param>
    /// <param name="accepted">The errata that the model accepts.</param>
    /// <param name="options">The bounds.</param>
    /// <exception cref="ArgumentException">There is no such target, or its state can't be put back.</exception>
    public ProductSearch(string target, ProofAlphabet alphabet, ErratumId accepted, SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Target = target;
        Alphabet = alphabet;
        Accepted = accepted;
        _actions = [.. alphabet.Actions];
        var machines = Enumerable.Range(0, options.Threads)
            .Select(_ => new ProductMachine(Create(target), alphabet.Configuration, accepted, InvariantCatalogue.All)).ToArray();
        _expansions = [.. machines.Select(machine => new Expansion(machine, _actions))];
        _store = new StateStore([.. Enumerable.Range(0, machines[0].Sections).Select(static _ => new SectionTable())]);
        var initial = new uint[machines[0].Sections];
        _store.Intern(machines[0].Current, initial);
        _store.TryAdd(initial, 0, 0);
        _place = new SearchPlace(0, 0, 1, 0, 0, TimeSpan.Zero, TimeSpan.Zero);
    }

    /// <summary>The name of the target.</summary>
    public string Target { get; }

    /// <summary>The actions.</summary>
    public ProofAlphabet Alphabet { get; }

    /// <summary>The errata that the model accepts.</summary>
    public ErratumId Accepted { get; }

    /// <summary>Bytes of the tables and of what waves bring up, which keeps its room from one wave to the next.</summary>
    private long Bytes => _store.Bytes + _found.Sum(static buffer => buffer.Bytes);

    /// <summary>Goes on until there is nothing left, or a bound is met.</summary>
    /// <param name="progress">Called after each wave.</param>
    /// <param name="cancellation">Ends the search after the present wave; it can be saved then.</param>
    public ProofResult Run(Action<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        _watch.Restart();
        var (before, processor) = (_place.Elapsed, _place.Processor - Environment.CpuUsage.TotalTime);
        while (true)
        {
            if (_place.Next == _place.LevelEnd && !BeginLevel())
                return Result(ProofVerdict.Closed, SearchEnd.Done);
            if (End(cancellation) is { } end)
                return Result(ProofVerdict.UpToDepth, end);
            var found = ExpandWave();
            _place = _place with { Elapsed = before + _watch.Elapsed, Processor = processor + Environment.CpuUsage.TotalTime };
            if (Merge(found) is { } diverging)
                return Divergence(diverging);
            progress?.Invoke(new SearchProgress(_place.Depth, _store.Count, _place.LevelEnd - _place.Next, _place.Transitions, Bytes, _place.Elapsed));
        }
    }

    /// <summary>Keeps the search, so that another process can go on with it.</summary>
    internal void Save(BinaryWriter writer)
    {
        _place.Write(writer);
        _store.Write(writer);
    }

    /// <summary>Goes on where another search has been kept.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    internal void Load(BinaryReader reader)
    {
        var place = SearchPlace.Read(reader);
        var store = StateStore.Read(reader, _store.Sections.Length, _actions.Length);
        if (place.Depth < 0 || place.Next > place.LevelEnd || place.LevelEnd > store.Count || store.Count == 0)
            throw new InvalidDataException("is at a place that it does not have");
        (_place, _store) = (place, store);
    }

    /// <returns>false if the level before has brought up no new state.</returns>
    private bool BeginLevel()
    {
        if (_store.Count == _place.LevelEnd)
            return false;
        _place = _place with { Depth = _place.Depth + 1, LevelEnd = _store.Count };
        return true;
    }

    private SearchEnd? End(CancellationToken cancellation)
    {
        if (_place.Depth >= _options.Depth)
            return SearchEnd.Depth;
        if (cancellation.IsCancellationRequested)
            return SearchEnd.Interrupted;
        if (_watch.Elapsed >= _options.Time)
            return SearchEnd.Time;
        return Bytes + _store.BytesToGrow > _options.Memory ? SearchEnd.Memory : null;
    }

    private int ExpandWave()
    {
        var size = (uint)Math.Max(1, TransitionsInChunk / _actions.Length);
        var chunks = (int)Math.Min(ChunksInWave, (_place.LevelEnd - _place.Next + size - 1) / size);
        var taken = -1;
        Parallel.For(0, Math.Min(chunks, _expansions.Length), new ParallelOptions { MaxDegreeOfParallelism = _expansions.Length }, worker =>
        {
            for (int chunk; (chunk = Interlocked.Increment(ref taken)) < chunks;)
            {
                var first = _place.Next + ((uint)chunk * size);
                _found[chunk].Clear();
                _expansions[worker].Run(_store, first, Math.Min(first + size, _place.LevelEnd), _found[chunk]);
            }
        });
        return chunks;
    }

    /// <returns>The part of the wave that has met the first divergence; null if there is none.</returns>
    private CandidateBuffer? Merge(int chunks)
    {
        foreach (var found in _found.AsSpan(0, chunks))
        {
            found.MoveInto(_store);
            _place = _place with
            {
                Next = _place.Next + found.Expanded,
                Transitions = _place.Transitions + found.Transitions,
                NoTests = _place.NoTests + found.NoTests,
            };
            if (found.DivergesIn is not null)
                return found;
        }
        return null;
    }

    private ProofResult Divergence(CandidateBuffer found)
    {
        var state = found.DivergesIn!.Value;
        var path = _store.PathTo(state);
        path.Add(found.DivergentAction);
        ScenarioAction[] actions = [.. path.Select(action => _actions[action])];
        var runner = new Lockstep.LockstepRunner(Create(Target), Accepted);
        if (runner.Run(Alphabet.Configuration, actions, out var divergence))
            throw new InvalidOperationException("the program that the search has found does not diverge when it runs from the beginning");
        return Result(ProofVerdict.Diverges, SearchEnd.Done) with
        {
            Counterexample = new Scenario(Alphabet.Configuration, actions),
            Signature = divergence.Signature,
        };
    }

    private ProofResult Result(ProofVerdict verdict, SearchEnd end) =>
        new(verdict, end, _place.Depth, _store.Count, _place.Transitions, _place.NoTests, Bytes, _place.Elapsed, _place.Processor);

    private static IExplorable Create(string name) => TargetCatalogue.TryCreate(name, out var target) && target is IExplorable explorable
        ? explorable
        : throw new ArgumentException($"the state of {name} can't be put back", nameof(name));
}
