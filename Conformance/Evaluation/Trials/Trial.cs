using OsLockConformance.Evaluation.Clocks;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Trials;

/// <summary>
/// The property under test, the same for every approach: model and target agree in every action of a scenario. It counts what is
/// executed until the first failure; from then on every execution is one of shrinking, and the last scenario that failed is its result,
/// since every approach goes on only from a smaller one.
/// </summary>
public sealed class Trial
{
    private readonly TrialBudget _budget;
    private readonly CancellationToken _cancellation;
    private readonly ScenarioAction[] _steps = new ScenarioAction[ScenarioGenerator.MaximumLength];
    private readonly double _started = ThreadClock.Seconds;
    private PeConfiguration _configuration = PeConfiguration.Default;
    private int _count;
    private bool _hasDiverged;
    private Scenario? _original;
    private Scenario? _smallest;
    private Signature _signature;
    private long _actions;
    private double _seconds;
    private int _executions;
    private int _executionsToResult;
    private long _transitions;
    private double _failed;

    /// <summary>Prepares a trial; its time begins, on the thread that has to run it.</summary>
    public Trial(EvaluationTask task, TrialBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(budget);
        Runner = task.NewRunner();
        _budget = budget;
        _cancellation = cancellation;
    }

    /// <summary>Model and target.</summary>
    public LockstepRunner Runner { get; }

    /// <summary>What the target can do.</summary>
    public TargetCapabilities Capabilities => Runner.Target.Capabilities;

    /// <summary>Candidates that shrinking may look at.</summary>
    public int Shrinks => _budget.Shrinks;

    /// <summary>Whether a scenario has failed.</summary>
    public bool HasFailed => _original is not null;

    /// <summary>Whether the search has used its budget up without a failure, or the evaluation is to end.</summary>
    public bool IsSpent => _cancellation.IsCancellationRequested
        || (!HasFailed && (Runner.ActionsExecuted >= _budget.Actions || ThreadClock.Seconds - _started >= _budget.Time.TotalSeconds));

    /// <summary>Runs a scenario.</summary>
    /// <returns>Whether model and target agree.</returns>
    public bool Conforms(PeConfiguration configuration, ReadOnlySpan<ScenarioAction> actions)
    {
        if (HasFailed)
            _executions++;
        if (Runner.Run(configuration, actions, out var divergence))
            return true;
        Fail(new Scenario(configuration, actions[..(divergence.Action + 1)].ToArray()), divergence.Signature);
        return false;
    }

    /// <summary>Begins a scenario that is run action by action.</summary>
    public void Begin(PeConfiguration configuration)
    {
        if (HasFailed)
            _executions++;
        _configuration = configuration;
        _count = 0;
        _hasDiverged = false;
        Runner.Start(configuration);
    }

    /// <summary>Runs the next action of it. After a divergence nothing is executed any more.</summary>
    /// <returns>Whether model and target agree.</returns>
    public bool Step(in ScenarioAction action)
    {
        if (_hasDiverged)
            return true;
        _steps[_count++] = action;
        if (Runner.Step(action, out var signature))
            return true;
        _hasDiverged = true;
        Fail(new Scenario(_configuration, _steps[.._count]), signature);
        return false;
    }

    /// <summary>Lets our shrinker work on the failure instead of counting what is executed.</summary>
    public void ShrinkWith(Func<LockstepRunner, Scenario, Divergence, int, ShrinkResult> shrink)
    {
        ArgumentNullException.ThrowIfNull(shrink);
        if (_original is null)
            throw new InvalidOperationException("nothing has failed");
        var shrunk = shrink(Runner, _original, new Divergence(_original.Actions.Length - 1, _signature), _budget.Shrinks);
        _smallest = shrunk.Scenario;
        _signature = shrunk.Signature;
        _executions = shrunk.Executions;
        _executionsToResult = shrunk.ExecutionsToResult;
        _transitions = shrunk.Transitions;
    }

    /// <summary>The result so far.</summary>
    public TrialResult Result => _original is null
        ? new TrialResult(Runner.ActionsExecuted, ThreadClock.Seconds - _started, null)
        : new TrialResult(_actions, _seconds,
            new TrialResult.Failure(_original, _smallest!.Normalized(), _signature, _executions, _executionsToResult, _transitions, ThreadClock.Seconds - _failed));

    private void Fail(Scenario scenario, Signature signature)
    {
        _smallest = scenario;
        _signature = signature;
        _executionsToResult = _executions;
        if (_original is not null)
            return;
        _original = scenario;
        _actions = Runner.ActionsExecuted;
        _failed = ThreadClock.Seconds;
        _seconds = _failed - _started;
    }
}
