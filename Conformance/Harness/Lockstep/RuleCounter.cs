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
    /// <summary>The counts, by number of <see cref="RuleId"/>.</summary>
    public long[] Seen { get; } = new long[64];

    /// <summary>In which circumstances the rules fired.</summary>
    public CoverageCounter Cells { get; } = new();

    /// <summary>Counts an accepted observation.</summary>
    /// <param name="before">The state in which the action began.</param>
    /// <param name="action">What was observed; a block that was run has been left, which is RUN-1.</param>
    /// <param name="outcome">The behaviour that accepted it.</param>
    public void Count(in MachineState before, in ScenarioAction action, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Cells.Count(before, action, outcome);
        for (var left = outcome.Rules.Bits; left != 0; left &= left - 1)
            Seen[BitOperations.TrailingZeroCount(left)]++;
        if (action.Kind == ActionKind.Run)
            Seen[(int)RuleId.RUN_1]++;
    }

    /// <summary>Adds the counts of another counter, which begins anew.</summary>
    public void Take(RuleCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Seen.Length; i++)
            Seen[i] += other.Seen[i];
        Array.Clear(other.Seen);
        Cells.Take(other.Cells);
    }

    /// <summary>Counts an invariant that held.</summary>
    public void Count(IInvariant held)
    {
        ArgumentNullException.ThrowIfNull(held);
        Seen[(int)held.Rule]++;
    }
}
