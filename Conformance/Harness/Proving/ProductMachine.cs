using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Exploration;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// Model and implementation as one machine that can be put into any state: the lockstep of <see cref="LockstepRunner"/>, action by action, with
/// the same comparison, the same invariants and the same following of all behaviours that accept an observation. A state is that of the implementation
/// and every state of the model that explains what was observed on the way (subset construction: Rabin and Scott, 1959).
/// </summary>
internal sealed class ProductMachine
{
    private readonly IExplorable _target;
    private readonly PeConfiguration _configuration;
    private readonly ReferenceModel _model;
    private readonly InvariantMonitor _monitor;
    private readonly Expectation _expectation = new();
    private readonly bool _withCauses;
    private readonly AlternativeStates _alternatives = new();
    private readonly ModelStates _several;
    private MachineState _state;
    private MachineState _after;
    private Observation _observation;
    private bool _isAtCurrent;

    /// <summary>Puts the two together and makes both fresh.</summary>
    /// <param name="target">The implementation, which is this machine's from now on.</param>
    /// <param name="configuration">The PE.</param>
    /// <param name="accepted">The errata that the model accepts.</param>
    /// <param name="invariants">The invariants of the host that are asked.</param>
    /// <param name="withCauses">Whether states differ by what the lock has its value from, so that a divergence has the same signature in equal states.</param>
    public ProductMachine(IExplorable target, PeConfiguration configuration, ErratumId accepted, IReadOnlyList<IInvariant> invariants, bool withCauses = false)
    {
        _target = target;
        _configuration = configuration;
        _model = new ReferenceModel(configuration, accepted);
        _monitor = new InvariantMonitor(invariants, accepted);
        _withCauses = withCauses;
        _several = new ModelStates(withCauses);
        Sections = ModelState.Sections + target.StateSections;
        Current = new StateBuffer(Sections);
        Next = new StateBuffer(Sections);
        Start();
    }

    /// <summary>How many sections a state of both has.</summary>
    public int Sections { get; }

    /// <summary>The state from which actions go: written by <see cref="Start"/>, or filled from outside before <see cref="Enter"/>.</summary>
    public StateBuffer Current { get; }

    /// <summary>The state after the last action that agreed.</summary>
    public StateBuffer Next { get; }

    /// <summary>Goes to the initial state.</summary>
    public void Start()
    {
        if (_target is IHostObservable observable)
            observable.Observer = _monitor;
        _target.Reset(_configuration);
        _model.Initial(out _state);
        _alternatives.Clear();
        Save(ref _state, Current);
    }

    /// <summary>Goes to <see cref="Current"/>.</summary>
    public void Enter()
    {
        var reader = new StateReader(Current[0, ModelState.Sections - 1]);
        ModelState.Load(ref _state, _withCauses, ref reader);
        _several.LoadRest(ref reader, _alternatives);
        _isAtCurrent = false;
    }

    /// <summary>One action from the current state, which stays the current one.</summary>
    public ProductStep Step(in ScenarioAction action)
    {
        _model.Step(_state, action, _expectation);
        if (_expectation.Spins || (!_alternatives.IsEmpty && _alternatives.Spins(_model, action)))
            return ProductStep.IsNoTest;
        if (!_isAtCurrent)
        {
            var reader = new StateReader(Current[ModelState.Sections, Sections - 1]);
            _target.LoadState(ref reader);
        }
        _isAtCurrent = false;
        _monitor.Clear();
        _target.Execute(action, ref _observation);
        var isOne = _expectation.Count == 1 && _alternatives.IsEmpty;
        Matched = isOne ? _expectation.Match(_observation) : Explain(action, out isOne);
        if (Matched is null || _monitor.Broken is not null)
            return ProductStep.Diverges;
        if (isOne)
            SaveNext(Matched);
        else
            SaveSeveral(Matched);
        // Most actions of an alphabet read; the target need not be put back then.
        _isAtCurrent = Next[ModelState.Sections, Sections - 1].SequenceEqual(Current[ModelState.Sections, Sections - 1]);
        return ProductStep.Agrees;
    }

    /// <summary>The state to go on from goes into <c>_after</c> as it is before the action; the current one stays.</summary>
    private Outcome? Explain(in ScenarioAction action, out bool isOne)
    {
        _after = _state;
        var matched = _alternatives.Explain(_model, action, _observation, ref _after, _expectation);
        isOne = _alternatives.IsEmpty && _alternatives.After.IsEmpty;
        return matched;
    }

    private void SaveSeveral(Outcome outcome)
    {
        ReferenceModel.Advance(ref _after, outcome);
        SaveTarget(_several.Save(ref _after, _alternatives.After, Next));
    }

    private void SaveNext(Outcome outcome)
    {
        ref readonly var before = ref _state.SecondActs ? ref _state.Second : ref _state.First;
        if (!outcome.SwitchesVm && StateBytes.AreEqual(before, outcome.Guest))
        {
            SaveTarget(Next.CopyFrom(Current, ModelState.Sections));
            return;
        }
        _after = _state;
        ReferenceModel.Advance(ref _after, outcome);
        Save(ref _after, Next);
    }

    private void SaveTarget(int start)
    {
        var writer = new StateWriter(Next.Bytes, Next.Ends[ModelState.Sections..], start);
        _target.SaveState(ref writer);
    }

    /// <summary>The behaviour that accepted the last observation, if one did.</summary>
    private Outcome? Matched { get; set; }

    /// <summary>After <see cref="ProductStep.Diverges"/>: what it is.</summary>
    public Signature Signature(in ScenarioAction action) =>
        Classifier.Classify(_state, action, _expectation, _observation, Matched, _monitor.Broken, _monitor.Thrown);

    private void Save(ref MachineState state, StateBuffer buffer)
    {
        var writer = new StateWriter(buffer.Bytes, buffer.Ends);
        ModelState.Save(ref state, _withCauses, ref writer);
        _target.SaveState(ref writer);
    }
}
