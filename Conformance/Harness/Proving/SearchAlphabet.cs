using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>The actions that <see cref="SimplestSearch"/> makes programs of, simplest first, in groups of the same steps, events and parts.</summary>
internal sealed class SearchAlphabet
{
    private readonly ScenarioAction[] _actions;
    private readonly ScenarioCost[] _costs;
    private readonly bool[] _isLast;

    /// <summary>Sorts actions.</summary>
    /// <param name="actions">The actions, each once, at least one.</param>
    /// <param name="last">Actions that only end a program.</param>
    public SearchAlphabet(IReadOnlyCollection<ScenarioAction> actions, IEnumerable<ScenarioAction> last)
    {
        HashSet<ScenarioAction> onlyLast = [.. last];
        onlyLast.ExceptWith(actions);
        _actions = [.. actions.Concat(onlyLast).OrderBy(static action => ScenarioOrder.Measure(action))];
        _isLast = Array.ConvertAll(_actions, onlyLast.Contains);
        _costs = Array.ConvertAll(_actions, static action => ScenarioOrder.Measure(action));
        List<Group> groups = [];
        for (var first = 0; first < _actions.Length; first = groups[^1].End)
        {
            var end = first;
            while (end < _actions.Length && _costs[end].Shape == _costs[first].Shape)
                end++;
            groups.Add(new Group(first, end, _costs[first].Shape));
        }
        Groups = groups;
    }

    /// <summary>How many actions there are.</summary>
    public int Count => _actions.Length;

    /// <summary>The groups, each with a greater shape than the one before.</summary>
    public IReadOnlyList<Group> Groups { get; }

    /// <summary>What the simplest action costs.</summary>
    public ScenarioCost Least => _costs[0];

    /// <summary>An action.</summary>
    public ref readonly ScenarioAction this[int action] => ref _actions[action];

    /// <summary>Whether an action only ends a program.</summary>
    public bool OnlyEnds(int action) => _isLast[action];

    /// <summary>What an action costs.</summary>
    public ScenarioCost CostOf(int action) => _costs[action];

    /// <summary>Which of two actions comes first where two programs cost the same.</summary>
    public int Compare(int one, int other) => ScenarioOrder.CompareFields(_actions[one], _actions[other]);

    /// <summary>Actions of the same shape.</summary>
    /// <param name="First">The first one.</param>
    /// <param name="End">The one behind the last.</param>
    /// <param name="Shape">The shape of each.</param>
    internal readonly record struct Group(int First, int End, ulong Shape);
}
