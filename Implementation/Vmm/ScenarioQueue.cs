using System.Runtime.InteropServices;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Vmm;

/// <summary>
/// Scenarios that are executed in one go. The blocks of a guest that userspace does not debug go to it in batches, over the
/// borders of scenarios where the <see cref="Footprint"/> allows it; everything else is done by itself, when what comes before it is done.
/// </summary>
internal sealed class ScenarioQueue(KvmDeviceTarget target, Batch batch)
{
    private const int Nothing = -1;

    private readonly List<ScenarioAction> _actions = [];
    private readonly List<int> _starts = [];
    private readonly List<ScenarioAction> _blocks = [];
    private readonly List<int> _places = [];
    private readonly List<ScenarioAction> _resetBlocks = [];
    private Observation[] _observations = [];
    private int _available;
    private int _taken;

    /// <summary>What the last scenario left behind.</summary>
    public Footprint Footprint { get; } = new();

    public void AddReset() => _starts.Add(_actions.Count);

    public void Add(in ScenarioAction action) => _actions.Add(action);

    public void Take(ref Observation observation)
    {
        if (_taken == _available)
            throw new InvalidOperationException("there is no observation left");
        observation = _observations[_taken++];
    }

    public void Execute()
    {
        _available = 0;
        _taken = 0;
        if (_observations.Length < _actions.Count)
            _observations = new Observation[2 * _actions.Count];
        try
        {
            ExecuteActions();
            _available = _actions.Count;
        }
        finally
        {
            _actions.Clear();
            _starts.Clear();
            _blocks.Clear();
            _places.Clear();
        }
    }

    private void ExecuteActions()
    {
        var start = 0;
        for (var i = 0; i < _actions.Count; i++)
        {
            while (start < _starts.Count && _starts[start] == i)
            {
                Freshen();
                start++;
            }
            ref readonly var action = ref CollectionsMarshal.AsSpan(_actions)[i];
            Footprint.Add(action);
            if (action.Kind == ActionKind.Run && !target.IsDebugged)
            {
                AddBlock(action, i);
                continue;
            }
            Flush();
            target.ExecuteApart(action, ref _observations[i]);
        }
        Flush();
    }

    private void Freshen()
    {
        if (Footprint.NeedsInit)
        {
            Flush();
            target.InitMachines();
        }
        else
        {
            if (Footprint.HasStores)
            {
                Flush();
                target.ClearCells();
            }
            _resetBlocks.Clear();
            Footprint.AddBlocks(target.Configuration, _resetBlocks);
            foreach (var block in _resetBlocks)
                AddBlock(block, Nothing);
        }
        Footprint.Clear();
    }

    private void AddBlock(in ScenarioAction action, int place)
    {
        _blocks.Add(action);
        _places.Add(place);
        if (_blocks.Count == MonitorLayout.MaximumBatch)
            Flush();
    }

    private void Flush()
    {
        if (_blocks.Count == 0)
            return;
        batch.Run(target.Current, CollectionsMarshal.AsSpan(_blocks));
        for (var i = 0; i < _blocks.Count; i++)
        {
            if (_places[i] != Nothing)
                _observations[_places[i]] = batch[i];
        }
        _blocks.Clear();
        _places.Clear();
    }
}
