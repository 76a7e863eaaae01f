using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// Compares a batch of scenarios with the model. A program that would spin must not be executed, and only the model says whether it
/// would, in a state that depends on what was observed before. Therefore:
/// 1. <see cref="Add"/> lets the model go through the scenario alone, following its first allowed behaviour, to predict which actions
///    it will skip, and queues the others;
/// 2. <see cref="Execute"/> executes all of them;
/// 3. <see cref="Compare"/> runs model and recorded observations in lockstep; if the model now decides otherwise about an action, the
///    scenario is run again, one action at a time.
/// </summary>
public sealed class BatchRunner
{
    private readonly IBatchTarget _target;
    private readonly RecordedTarget _recorded;
    private readonly LockstepRunner _recordedRunner;
    private readonly LockstepRunner _directRunner;
    private readonly ReferenceModel _model;
    private readonly Expectation _expectation = new();
    private readonly List<int> _starts = [];
    private ScenarioAction[] _actions = new ScenarioAction[1024];
    private bool[] _executed = new bool[1024];
    private int _count;
    private long _actionsTaken;

    /// <summary>Prepares batches for a target.</summary>
    public BatchRunner(IBatchTarget target, ErratumId accepted)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        Accepted = accepted;
        _recorded = new RecordedTarget(target);
        _recordedRunner = new LockstepRunner(_recorded, accepted);
        _directRunner = new LockstepRunner(target, accepted);
        _model = new ReferenceModel(target.Configuration, accepted);
    }

    /// <summary>The errata that the model accepts.</summary>
    public ErratumId Accepted { get; }

    /// <summary>Counts the rules that are exercised; null, as is usual, to count nothing. What is run again counts again.</summary>
    public RuleCounter? Rules
    {
        get => _directRunner.Rules;
        set
        {
            _recordedRunner.Rules = value;
            _directRunner.Rules = value;
        }
    }

    /// <summary>A second implementation that follows; null, as is usual, for none.</summary>
    public Twin? Twin
    {
        get => _directRunner.Twin;
        set
        {
            _recordedRunner.Twin = value;
            _directRunner.Twin = value;
        }
    }

    /// <summary>Scenarios in the batch.</summary>
    public int Count => _starts.Count;

    /// <summary>The PE of the target.</summary>
    public PeConfiguration Configuration => _target.Configuration;

    /// <summary>Actions executed in lockstep since the runner was made.</summary>
    public long ActionsExecuted => _recordedRunner.ActionsExecuted + _directRunner.ActionsExecuted;

    /// <summary>Scenarios that had to be run again because the prediction was wrong.</summary>
    public long Mispredicted { get; private set; }

    /// <summary>Actions executed in lockstep since this was last asked.</summary>
    public long TakeActionsExecuted()
    {
        var taken = ActionsExecuted - _actionsTaken;
        _actionsTaken += taken;
        return taken;
    }

    /// <summary>Adds how often each accepted erratum was relied on since this was last asked, by bit number of <see cref="ErratumId"/>.</summary>
    public void AddErrataSeen(long[] seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        foreach (var counts in (ReadOnlySpan<long[]>)[_recordedRunner.ErrataSeen, _directRunner.ErrataSeen])
        {
            for (var bit = 0; bit < counts.Length; bit++)
                seen[bit] += counts[bit];
            Array.Clear(counts);
        }
    }

    /// <summary>The actions of a scenario of the batch.</summary>
    public ReadOnlySpan<ScenarioAction> Actions(int index) => _actions.AsSpan(_starts[index], End(index) - _starts[index]);

    /// <summary>The actions that would be added.</summary>
    public static ScenarioAction[] Executable(ReadOnlySpan<ScenarioAction> actions)
    {
        List<ScenarioAction> executable = [];
        foreach (ref readonly var action in actions)
        {
            if (!SpinRisk.CouldSpin(action))
                executable.Add(action);
        }
        return [.. executable];
    }

    /// <summary>Adds a scenario to the batch, without the actions that <see cref="SpinRisk"/> names.</summary>
    public void Add(ReadOnlySpan<ScenarioAction> actions)
    {
        _starts.Add(_count);
        while (_count + actions.Length > _actions.Length)
        {
            Array.Resize(ref _actions, 2 * _actions.Length);
            Array.Resize(ref _executed, _actions.Length);
        }
        _target.QueueReset();
        var first = _count;
        var maySkip = false;
        foreach (ref readonly var action in actions)
        {
            if (SpinRisk.CouldSpin(action))
                continue;
            maySkip |= SpinRisk.MaySpin(action);
            _actions[_count] = action;
            _executed[_count++] = true;
        }
        if (maySkip)
            Predict(first);
        for (var i = first; i < _count; i++)
        {
            if (_executed[i])
                _target.Queue(_actions[i]);
        }
    }

    /// <summary>Executes the batch on the target.</summary>
    public void Execute() => _target.ExecuteQueue();

    /// <summary>Compares the scenarios; each is compared once, in order.</summary>
    /// <returns>Whether model and target agree in all actions of the scenario.</returns>
    public bool Compare(int index, out Divergence divergence)
    {
        var first = _starts[index];
        var end = End(index);
        var agrees = CompareRecorded(first, end, out divergence, out var isSettled);
        DropRest(first, end);
        if (isSettled)
            return agrees;
        Mispredicted++;
        return _directRunner.Run(_target.Configuration, _actions.AsSpan(first, end - first), out divergence);
    }

    /// <summary>Begins a new batch.</summary>
    public void Clear()
    {
        _starts.Clear();
        _count = 0;
    }

    private void Predict(int first)
    {
        _model.Initial(out var state);
        for (var i = first; i < _count; i++)
        {
            _model.Step(state, _actions[i], _expectation);
            _executed[i] = !_expectation.Spins;
            if (_executed[i])
                ReferenceModel.Advance(ref state, _expectation[0]);
        }
    }

    private int End(int index) => index + 1 < _starts.Count ? _starts[index + 1] : _count;

    private bool CompareRecorded(int first, int end, out Divergence divergence, out bool isSettled)
    {
        _recordedRunner.Start(_target.Configuration);
        isSettled = true;
        for (var i = first; i < end; i++)
        {
            _recorded.WasExecuted = _executed[i];
            var agrees = _recordedRunner.Step(_actions[i], out var signature);
            if (_recorded.IsMissing || _recordedRunner.WasSkipped == _executed[i])
            {
                isSettled = false;
                divergence = default;
                return false;
            }
            if (!agrees)
            {
                divergence = new Divergence(i - first, signature);
                return false;
            }
        }
        divergence = default;
        return true;
    }

    /// <summary>What was executed after a divergence, or after a wrong prediction, belongs to nothing any more.</summary>
    private void DropRest(int first, int end)
    {
        var rest = -_recorded.Taken;
        for (var i = first; i < end; i++)
            rest += _executed[i] ? 1 : 0;
        var dropped = default(Observation);
        for (; rest > 0; rest--)
            _target.Take(ref dropped);
    }
}
