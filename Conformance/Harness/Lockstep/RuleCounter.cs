using System.Numerics;
using OsLockConformance.Harness.Coverage;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// Counts how often each rule was exercised: in how many accepted observations the behaviour that accepted it rests on the rule, and,
/// for the rules of isolation, how often an invariant of theirs was asked and held.
/// </summary>
public sealed class RuleCounter
{
    private readonly long[] _seen = new long[64];
    private readonly SetCounter _sets;

    /// <summary>Begins with no counts.</summary>
    public RuleCounter() => _sets = new SetCounter(TakeApart);

    /// <summary>In which circumstances the rules fired.</summary>
    public CoverageCounter Cells { get; } = new();

    /// <summary>How often a rule was exercised.</summary>
    public long Seen(RuleId rule)
    {
        _sets.Settle();
        return _seen[(int)rule];
    }

    /// <summary>Counts an accepted observation.</summary>
    /// <param name="before">The state in which the action began.</param>
    /// <param name="action">What was observed; a block that was run has been left, which is RUN-1.</param>
    /// <param name="outcome">The behaviour that accepted it.</param>
    public void Count(in MachineState before, in ScenarioAction action, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Cells.Count(before, action, outcome);
        _sets.Count(0, outcome.Rules.Bits, 0);
        if (action.Kind == ActionKind.Run)
            _seen[(int)RuleId.RUN_1]++;
    }

    /// <summary>Adds the counts of another counter, which begins anew.</summary>
    public void Take(RuleCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other._sets.Settle();
        for (var i = 0; i < _seen.Length; i++)
            _seen[i] += other._seen[i];
        Array.Clear(other._seen);
        Cells.Take(other.Cells);
    }

    /// <summary>Counts an invariant that held.</summary>
    public void Count(IInvariant held)
    {
        ArgumentNullException.ThrowIfNull(held);
        _seen[(int)held.Rule]++;
    }

    private void TakeApart(int place, ulong rules, ulong errata, long count)
    {
        for (var left = rules; left != 0; left &= left - 1)
            _seen[BitOperations.TrailingZeroCount(left)] += count;
    }
}
