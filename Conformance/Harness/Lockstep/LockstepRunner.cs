using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// Runs a scenario on the model and on a target in lockstep and stops at the first divergent action:
/// 1. the model says what may be observed after the action; an action whose program would spin is no test and is skipped;
/// 2. the target executes the action and shows its observation;
/// 3. the first allowed behaviour that accepts the observation gives the state to go on from, and others that accept it too give
///    further states that the target may be in (<see cref="AlternativeStates"/>); if no behaviour of any state accepts it, or if an
///    invariant of the host broke on the way, the target diverges;
/// 4. a target that crashes or hangs diverges too; it is started again by the next reset.
/// Nothing is allocated for an action.
/// </summary>
public sealed class LockstepRunner
{
    private readonly Dictionary<PeConfiguration, ReferenceModel> _models = [];
    private readonly Expectation _expectation = new();
    private readonly ErrataCounter _errata;
    private readonly InvariantMonitor _monitor;
    private readonly AlternativeStates _alternatives = new();
    private PeConfiguration? _lastConfiguration;
    private ReferenceModel? _lastModel;
    private MachineState _state;
    // The model's state is that of the first outcome, and the same guest goes on.
    private bool _continues;
    private Observation _observation;

    /// <summary>Prepares runs of a target.</summary>
    /// <param name="target">The implementation.</param>
    /// <param name="accepted">The errata that the model accepts.</param>
    /// <param name="invariants">Null for those of <see cref="InvariantCatalogue.All"/>.</param>
    public LockstepRunner(ITarget target, ErratumId accepted, IReadOnlyList<IInvariant>? invariants = null)
    {
        Target = target;
        Accepted = accepted;
        _errata = new ErrataCounter(accepted);
        Invariants = [.. invariants ?? InvariantCatalogue.All];
        _monitor = new InvariantMonitor(Invariants, accepted);
        Attach();
    }

    /// <summary>The implementation.</summary>
    public ITarget Target { get; }

    /// <summary>The errata that the model accepts.</summary>
    public ErratumId Accepted { get; }

    /// <summary>The invariants of the host that are asked.</summary>
    public IReadOnlyList<IInvariant> Invariants { get; }

    /// <summary>How often an accepted erratum was relied on, by bit number of <see cref="ErratumId"/>; see <see cref="ErrataCounter"/>.</summary>
    public long[] ErrataSeen => _errata.Seen;

    /// <summary>Counts the rules that are exercised; null, as is usual, to count nothing.</summary>
    public RuleCounter? Rules
    {
        get;
        set
        {
            field = value;
            _monitor.Rules = value;
        }
    }

    /// <summary>A second implementation that follows; null, as is usual, for none.</summary>
    public Twin? Twin { get; set; }

    /// <summary>Actions executed in lockstep since the runner was made; skipped ones are not counted.</summary>
    public long ActionsExecuted { get; private set; }

    /// <summary>Makes this runner the observer of the target again, after another runner used it.</summary>
    public void Attach()
    {
        if (Target is IHostObservable observable)
            observable.Observer = _monitor;
    }

    /// <summary>Runs a scenario.</summary>
    /// <returns>Whether model and target agree in all actions.</returns>
    /// <exception cref="TargetException">The target can't be started, or not any more.</exception>
    public bool Run(PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions, out Divergence divergence)
    {
        var i = 0;
        try
        {
            Start(configuration, actions);
            for (; i < actions.Length; i++)
            {
                if (!Step(actions[i], out var signature))
                {
                    divergence = new Divergence(i, signature);
                    return false;
                }
            }
        }
        catch (TargetException exception) when (FailureSignature.IsDivergence(exception) && actions.Length > 0)
        {
            LastFailure = exception;
            // A target that runs ahead may have failed over any action from this one on.
            divergence = new Divergence(Target is ILookahead ? actions.Length - 1 : i, FailureSignature.Of(exception));
            return false;
        }
        divergence = default;
        return true;
    }

    /// <summary>Makes model and target fresh, and lets a target that runs ahead know what will come.</summary>
    public void Start(PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions)
    {
        Start(configuration);
        (Target as ILookahead)?.Announce(actions);
    }

    /// <summary>Makes model and target fresh.</summary>
    public void Start(PeConfiguration configuration)
    {
        if (!ReferenceEquals(configuration, _lastConfiguration))
        {
            if (!_models.TryGetValue(configuration, out _lastModel))
                _models.Add(configuration, _lastModel = new ReferenceModel(configuration, Accepted));
            _lastConfiguration = configuration;
        }
        _lastModel!.Initial(out _state);
        _continues = false;
        _monitor.Clear();
        _alternatives.Clear();
        Target.Reset(configuration);
        Twin?.Start(configuration);
    }

    /// <summary>Executes one action on both sides. After a divergence only <see cref="Start(PeConfiguration)"/> may follow.</summary>
    public bool Step(in ScenarioAction action, out Signature signature)
    {
        _lastModel!.Step(_state, action, _expectation, _continues);
        _continues = false;
        WasSkipped = _expectation.Spins || (!_alternatives.IsEmpty && _alternatives.Spins(_lastModel, action));
        if (WasSkipped)
        {
            signature = default;
            return true;
        }
        Target.Execute(action, ref _observation);
        ActionsExecuted++;
        var outcome = _expectation.Count == 1 && _alternatives.IsEmpty
            ? _expectation.Match(_observation)
            : _alternatives.Follow(_lastModel, action, _observation, ref _state, _expectation);
        if (outcome is null || _monitor.Broken is not null)
        {
            signature = Classifier.Classify(_state, action, _expectation, _observation, outcome, _monitor.Broken, _monitor.Thrown);
            return false;
        }
        if (outcome.Errata != ErratumId.None)
            _errata.Count(outcome.Errata, _state, action, _observation, _lastModel.Configuration);
        Rules?.Count(_state, action, outcome);
        Twin?.Follow(action, _expectation, outcome, _observation);
        ReferenceModel.Advance(ref _state, outcome);
        _continues = ReferenceEquals(outcome, _expectation[0]) && !outcome.SwitchesVm;
        signature = default;
        return true;
    }

    /// <summary>Whether the last action was skipped because its program would spin.</summary>
    public bool WasSkipped { get; private set; }

    /// <summary>What the model allowed for the last action. Overwritten by the next one.</summary>
    public Expectation LastExpectation => _expectation;

    /// <summary>What the target showed after the last action.</summary>
    public ref readonly Observation LastObservation => ref _observation;

    /// <summary>The model's state before the next action; after a divergence, before the divergent one.</summary>
    public ref readonly MachineState State => ref _state;

    /// <summary>The last crash or hang that <see cref="Run"/> has met, if any.</summary>
    public TargetException? LastFailure { get; private set; }

    /// <summary>The invariant that broke in the last action, if any.</summary>
    public IInvariant? BrokenInvariant => _monitor.Broken;

    /// <summary>What <see cref="BrokenInvariant"/> threw; null if it returned.</summary>
    public Exception? InvariantException => _monitor.Thrown;
}
