using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// Looks for a scenario that shows the same divergence in fewer steps than a given one:
/// 1. programs are tried in the order of their steps, each as the state that it leads to and one more action, so that programs which lead to the same
///    state of model and implementation are tried once;
/// 2. the first that diverges with the signature is a shortest one of the alphabet; another divergence ends its program and is kept;
/// 3. the budget is a number of transitions, not a time, so that the same scenario always gives the same answer.
/// States differ by what the lock has its value from, too, since that decides about the signature.
/// </summary>
internal sealed class MinimalitySearch
{
    private readonly ProductMachine _machine;
    private readonly ScenarioAction[] _actions;
    private readonly Scenario _scenario;
    private readonly Signature _signature;
    private readonly StateStore _store;
    private readonly List<uint>[] _levels;
    private readonly Dictionary<Signature, Scenario> _others = [];
    private readonly uint[] _ids;
    private readonly int _steps;

    /// <summary>Prepares a search.</summary>
    /// <param name="runner">The runner on which the scenario diverges; it has to be attached again after the search.</param>
    /// <param name="scenario">The scenario, which diverges in its last action.</param>
    /// <param name="signature">Its signature.</param>
    public MinimalitySearch(LockstepRunner runner, Scenario scenario, Signature signature)
    {
        _machine = new ProductMachine((IExplorable)runner.Target, scenario.Configuration, runner.Accepted, runner.Invariants, withCauses: true);
        _actions = [.. ScenarioVocabulary.Of(scenario, out var longestBlock).OrderBy(ScenarioOrder.StepsOf)];
        LongestBlock = longestBlock;
        _scenario = scenario;
        _signature = signature;
        _steps = ScenarioOrder.StepsOf(scenario);
        _store = new StateStore([.. Enumerable.Range(0, _machine.Sections).Select(static _ => new SectionTable())]);
        _ids = new uint[_machine.Sections];
        _levels = [.. Enumerable.Range(0, _steps).Select(static _ => new List<uint>())];
        _store.Intern(_machine.Current, _ids);
        _store.TryAdd(_ids, 0, 0);
        _levels[0].Add(0);
    }

    /// <summary>Actions of the alphabet.</summary>
    public int Actions => _actions.Length;

    /// <summary>The length of the given scenario.</summary>
    public int Steps => _steps;

    /// <summary>States met.</summary>
    public long States => _store.Count;

    /// <summary>Actions tried, those that are no test in a state left out.</summary>
    public long Transitions { get; private set; }

    /// <summary>Actions that were no test in a state: their program may spin.</summary>
    public long NoTests { get; private set; }

    /// <summary>Instructions of the longest blocks that the alphabet has beside those of the scenario; <see cref="ScenarioVocabulary"/> may have left longer ones out.</summary>
    public int LongestBlock { get; }

    /// <summary>Whether the budget did not suffice.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Divergences with other signatures, each with a shortest program that shows it, in the order in which they were met.</summary>
    public IEnumerable<(Signature Signature, Scenario Scenario)> Others => _others.Select(static pair => (pair.Key, pair.Value));

    /// <summary>Searches.</summary>
    /// <param name="budget">Most transitions.</param>
    /// <returns>A shortest scenario with the signature; null if there is none, or none was found.</returns>
    public Scenario? Run(long budget)
    {
        for (var steps = 1; steps < _steps; steps++)
        {
            for (var first = 0; first < _actions.Length;)
            {
                var cost = ScenarioOrder.StepsOf(_actions[first]);
                var end = Array.FindLastIndex(_actions, action => ScenarioOrder.StepsOf(action) == cost) + 1;
                if (cost <= steps && Expand(steps, steps - cost, first, end, budget) is { } shorter)
                    return shorter;
                if (IsUnfinished)
                    return null;
                first = end;
            }
        }
        return null;
    }

    /// <summary>Tries the actions from <paramref name="first"/> on in all states of a level.</summary>
    private Scenario? Expand(int steps, int level, int first, int end, long budget)
    {
        foreach (var state in _levels[level])
        {
            _store.Load(state, _machine.Current);
            _machine.Enter();
            for (var action = first; action < end; action++)
            {
                if (Transitions + NoTests == budget)
                {
                    IsUnfinished = true;
                    return null;
                }
                var step = _machine.Step(_actions[action]);
                if (step == ProductStep.IsNoTest)
                    NoTests++;
                else
                    Transitions++;
                switch (step)
                {
                    case ProductStep.Agrees:
                        Keep(steps, state, action);
                        break;
                    case ProductStep.Diverges when _machine.Signature(_actions[action]) is var signature:
                        if (signature == _signature)
                            return Program(state, action);
                        if (!_others.ContainsKey(signature))
                            _others.Add(signature, Program(state, action));
                        break;
                    default:
                        break;
                }
            }
        }
        return null;
    }

    /// <summary>A state that no further action can follow is not kept.</summary>
    private void Keep(int steps, uint parent, int action)
    {
        if (steps + 1 >= _steps)
            return;
        _store.Intern(_machine.Next, _ids);
        var id = _store.Count;
        if (_store.TryAdd(_ids, parent, action))
            _levels[steps].Add(id);
    }

    private Scenario Program(uint state, int action)
    {
        var path = _store.PathTo(state);
        path.Add(action);
        return _scenario with { Actions = [.. path.Select(one => _actions[one])] };
    }
}
