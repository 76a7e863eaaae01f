using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>
/// The state of one shrink: the simplest scenario so far, the signature that it must keep, and which candidates have been seen.
/// A pass proposes candidates through <see cref="Try(Scenario)"/>; it may rely on <see cref="Current"/> always being a scenario that
/// diverges, with the signature, in its last action.
/// </summary>
public class ShrinkSession
{
    private readonly LockstepRunner _runner;
    private readonly HashSet<Scenario> _seen = [];
    private readonly List<(Signature Signature, Scenario Scenario)> _met = [];
    private readonly int _budget;
    private readonly int _confirmations;
    private int _failures;

    /// <summary>Crashes and hangs that one shrink may cost.</summary>
    internal const int FailureBudget = 24;

    // A hang takes all of the target's patience.
    private const int CostOfHang = 3;

    private const int Confirmations = 10;

    internal ShrinkSession(LockstepRunner runner, Scenario diverging, Signature signature, int budget)
    {
        _runner = runner;
        _budget = budget;
        _confirmations = runner.Target.IsDeterministic || FailureSignature.IsFailure(signature.Kind) ? 0 : Confirmations;
        Kinds = Swarm.ActionsOf(runner.Target.Capabilities) | (1u << (int)ActionKind.Run);
        Signature = signature;
        Current = diverging.Normalized();
        _seen.Add(diverging);
    }

    /// <summary>The same shrink, where it is now, for those who want to look ahead.</summary>
    private protected ShrinkSession(ShrinkSession other)
    {
        _runner = other._runner;
        _budget = other._budget;
        _confirmations = other._confirmations;
        Kinds = other.Kinds;
        Signature = other.Signature;
        Current = other.Current;
    }

    /// <summary>The signature that is kept.</summary>
    public Signature Signature { get; }

    /// <summary>The simplest scenario so far.</summary>
    public Scenario Current { get; private protected set; }

    /// <summary>Divergences with other signatures that were met on the way, each with the simplest scenario that showed it, in the order in
    /// which they were met first.</summary>
    public IReadOnlyList<(Signature Signature, Scenario Scenario)> Met => _met;

    /// <summary>Bit k: the target can do <see cref="ActionKind"/> k.</summary>
    internal uint Kinds { get; }

    /// <summary>Executions so far.</summary>
    public int Executions { get; private set; }

    /// <summary>Executions until <see cref="Current"/> changed for the last time.</summary>
    public int ExecutionsToCurrent { get; private set; }

    /// <summary>Whether the budget of executions, or that of crashes and hangs, is used up.</summary>
    public virtual bool IsExhausted => Executions >= _budget || _failures >= FailureBudget;

    /// <summary>Takes the candidate if it is simpler and diverges with the signature; what follows the divergent action is cut off.</summary>
    /// <returns>Whether <see cref="Current"/> changed.</returns>
    public virtual bool Try(Scenario candidate)
    {
        if (IsExhausted || !IsSimpler(candidate, Current) || !_seen.Add(candidate))
            return false;
        Executions++;
        if (Agrees(candidate, out var divergence))
            return false;
        if (FailureSignature.IsFailure(divergence.Signature.Kind))
            _failures += divergence.Signature.Kind == DivergenceKind.Hang ? CostOfHang : 1;
        if (divergence.Signature != Signature)
        {
            Meet(candidate, divergence);
            return false;
        }
        if (!IsConfirmed(candidate, divergence))
            return false;
        var length = divergence.Action + 1;
        // Fields that mean nothing for an action are cleared: two scenarios that read the same are the same.
        Current = (length == candidate.Actions.Length ? candidate : candidate with { Actions = candidate.Actions[..length] }).Normalized();
        _seen.Add(Current);
        ExecutionsToCurrent = Executions;
        return true;
    }

    /// <summary>Lets a pass propose its candidates.</summary>
    internal virtual void Run(IShrinkPass pass) => pass.Run(this);

    /// <summary>Whether model and target agree about the candidate.</summary>
    private protected virtual bool Agrees(Scenario candidate, out Divergence divergence) =>
        _runner.Run(candidate.Configuration, candidate.Actions, out divergence);

    /// <summary>Whether the candidate would be executed if <paramref name="current"/> were the simplest scenario so far.</summary>
    private protected bool IsWorthExecuting(Scenario candidate, Scenario current) => IsSimpler(candidate, current) && !_seen.Contains(candidate);

    private bool IsSimpler(Scenario candidate, Scenario current) => ScenarioOrder.Compare(candidate, current) < 0 && CanDo(candidate);

    /// <summary>Whether the candidate shows the divergence every time.</summary>
    private bool IsConfirmed(Scenario candidate, Divergence divergence)
    {
        for (var i = 0; i < _confirmations; i++)
        {
            Executions++;
            if (_runner.Run(candidate.Configuration, candidate.Actions, out var again) || again != divergence)
                return false;
        }
        return true;
    }

    private void Meet(Scenario candidate, Divergence divergence)
    {
        var cut = candidate with { Actions = candidate.Actions[..(divergence.Action + 1)] };
        for (var i = 0; i < _met.Count; i++)
        {
            if (_met[i].Signature != divergence.Signature)
                continue;
            if (ScenarioOrder.Compare(cut, _met[i].Scenario) < 0)
                _met[i] = (divergence.Signature, cut);
            return;
        }
        _met.Add((divergence.Signature, cut));
    }

    private bool CanDo(Scenario candidate)
    {
        if (_runner.Target is IFixedPe fixedPe && candidate.Configuration != fixedPe.Configuration)
            return false;
        var isBatch = _runner.Target is IBatchTarget;
        foreach (ref readonly var action in candidate.Actions.AsSpan())
        {
            if ((Kinds >> (int)action.Kind & 1) == 0 || (isBatch && SpinRisk.CouldSpin(action)))
                return false;
            if (_runner.Target is ISelectiveTarget selective && selective.Substitute(action) != action)
                return false;
        }
        return true;
    }

    /// <summary>Tries <see cref="Current"/> with other actions.</summary>
    public bool Try(ScenarioAction[] actions) => Try(Current with { Actions = actions });

    /// <summary>Tries <see cref="Current"/> with another action at <paramref name="index"/>.</summary>
    public bool TryReplace(int index, in ScenarioAction action)
    {
        if (Current.Actions[index] == action)
            return false;
        var actions = (ScenarioAction[])Current.Actions.Clone();
        actions[index] = action;
        return Try(actions);
    }
}
