using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// Finds the simplest program of an alphabet, as <see cref="ScenarioOrder"/> has it, that diverges with a signature (uniform-cost search):
/// 1. programs are tried in the order of their shape, that is of steps, events and parts, each as a state of model and implementation and one more
///    action; programs that lead to the same state are gone on with once, from the simplest one;
/// 2. a program that diverges with the signature is the one to be beaten from then on; another divergence ends its program and is kept;
/// 3. an action that nothing simple enough can follow is only tried if it can show the divergence itself;
/// 4. the budget is a number of transitions, not a time, so that the same scenario always gives the same answer.
/// The first four criteria of the order are sums, and the fifth compares action by action, so that of two programs to one state the simpler one stays
/// the simpler one whatever follows: the result is the simplest of all programs of the alphabet, not only a shortest one.
/// </summary>
internal sealed class SimplestSearch
{
    private readonly ProductMachine _machine;
    private readonly SearchAlphabet _alphabet;
    private readonly DivergentAction _divergent;
    private readonly Signature _signature;
    private readonly StateStore _store;
    private readonly List<Way> _ways = [];
    private readonly PriorityQueue<(uint State, int Group), ulong> _queue = new();
    private readonly Dictionary<Signature, Scenario> _others = [];
    private readonly uint[] _ids;
    private uint? _entered;
    private ScenarioCost _bound;

    /// <summary>Prepares a search.</summary>
    /// <param name="runner">The runner on which the scenario diverges; it has to be attached again after the search.</param>
    /// <param name="scenario">The scenario, which diverges in its last action.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="alphabet">The actions that programs are made of.</param>
    public SimplestSearch(LockstepRunner runner, Scenario scenario, Signature signature, SearchAlphabet alphabet)
    {
        _machine = new ProductMachine((IExplorable)runner.Target, scenario.Configuration, runner.Accepted, runner.Invariants, withCauses: true);
        _alphabet = alphabet;
        _divergent = new DivergentAction(signature);
        _signature = signature;
        _store = new StateStore([.. Enumerable.Range(0, _machine.Sections).Select(static _ => new SectionTable())]);
        _ids = new uint[_machine.Sections];
        Simplest = scenario;
        _bound = ScenarioOrder.Measure(scenario);
        Keep(new Way(ScenarioOrder.Measure(scenario.Configuration), 0, 0), _machine.Current);
    }

    /// <summary>The simplest scenario so far; the given one as long as nothing simpler was met.</summary>
    public Scenario Simplest { get; private set; }

    /// <summary>States met.</summary>
    public long States => _store.Count;

    /// <summary>Actions tried.</summary>
    public long Transitions { get; private set; }

    /// <summary>Whether the budget did not suffice.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Divergences with other signatures, each with the simplest program that was met, in the order in which they were met first.</summary>
    public IEnumerable<(Signature Signature, Scenario Scenario)> Others => _others.Select(static pair => (pair.Key, pair.Value));

    /// <summary>Searches.</summary>
    /// <param name="budget">Most transitions.</param>
    public void Run(long budget)
    {
        while (!IsUnfinished && _queue.TryDequeue(out var next, out var shape) && shape <= _bound.Shape)
        {
            Expand(next.State, _alphabet.Groups[next.Group], budget);
            if (next.Group + 1 < _alphabet.Groups.Count)
                _queue.Enqueue((next.State, next.Group + 1), _ways[(int)next.State].Cost.Shape + _alphabet.Groups[next.Group + 1].Shape);
        }
    }

    /// <summary>Tries the actions of a group in a state.</summary>
    private void Expand(uint state, SearchAlphabet.Group group, long budget)
    {
        for (var action = group.First; action < group.End; action++)
        {
            var way = new Way(_ways[(int)state].Cost + _alphabet.CostOf(action), state, action);
            // What follows in the group costs as much or more.
            if (way.Cost > _bound)
                return;
            var isLast = _alphabet.OnlyEnds(action) || way.Cost + _alphabet.Least > _bound;
            if (isLast && !_divergent.CanBe(_alphabet[action]))
                continue;
            if (Transitions == budget)
            {
                IsUnfinished = true;
                return;
            }
            Transitions++;
            Enter(state);
            var step = _machine.Step(_alphabet[action]);
            if (step == ProductStep.Agrees && !isLast)
                Keep(way, _machine.Next);
            else if (step == ProductStep.Diverges)
                Meet(way, _machine.Signature(_alphabet[action]));
        }
    }

    private void Enter(uint state)
    {
        if (_entered == state)
            return;
        _store.Load(state, _machine.Current);
        _machine.Enter();
        _entered = state;
    }

    /// <summary>Keeps a state, or a simpler way to one that has the same shape and so has not been gone on from yet.</summary>
    private void Keep(Way way, StateBuffer state)
    {
        _store.Intern(state, _ids);
        if (_store.TryFind(_ids, out var known))
        {
            if (way.Cost.Shape == _ways[(int)known].Cost.Shape && IsSimpler(way, _ways[(int)known]))
                _ways[(int)known] = way;
            return;
        }
        var id = _store.Count;
        _store.TryAdd(_ids, way.Parent, way.Action);
        _ways.Add(way);
        _queue.Enqueue((id, 0), way.Cost.Shape + _alphabet.Groups[0].Shape);
    }

    private void Meet(Way way, Signature signature)
    {
        if (signature == _signature)
        {
            var program = Program(way);
            if (ScenarioOrder.Compare(program, Simplest) >= 0)
                return;
            Simplest = program;
            _bound = way.Cost;
        }
        else if (!_others.TryGetValue(signature, out var known) || way.Cost < ScenarioOrder.Measure(known))
        {
            _others[signature] = Program(way);
        }
    }

    private bool IsSimpler(Way one, Way other)
    {
        var result = one.Cost.CompareTo(other.Cost);
        return result < 0 || (result == 0 && CompareActions(one, other) < 0);
    }

    /// <summary>Compares two ways of the same shape, which have the same number of actions, from the first action on.</summary>
    private int CompareActions(Way one, Way other)
    {
        var result = one.Parent == other.Parent ? 0 : CompareActions(_ways[(int)one.Parent], _ways[(int)other.Parent]);
        return result != 0 ? result : _alphabet.Compare(one.Action, other.Action);
    }

    private Scenario Program(Way way)
    {
        List<ScenarioAction> actions = [_alphabet[way.Action]];
        for (var state = way.Parent; state != 0; state = _ways[(int)state].Parent)
            actions.Add(_alphabet[_ways[(int)state].Action]);
        actions.Reverse();
        return Simplest with { Actions = [.. actions] };
    }

    /// <summary>The simplest way to a state that is known: from a state with an action.</summary>
    private readonly record struct Way(ScenarioCost Cost, uint Parent, int Action);
}
