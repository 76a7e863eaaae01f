using System.Numerics;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Coverage;

/// <summary>
/// Counts in which cells the rules fired, errata were relied on, and actions, events and instructions were used. Nothing is allocated
/// for an action. A rule belongs to the circumstances in which it fired, within a block too; an action, its events and its instructions
/// belong to those in which the action began.
/// </summary>
public sealed class CoverageCounter
{
    /// <summary>How many counts there are.</summary>
    public const int Numbers = CoverageContext.Count * CoverageSubject.Count;

    private readonly long[] _counts = new long[Numbers];
    private readonly SetCounter _sets;

    /// <summary>Begins with no counts.</summary>
    public CoverageCounter() => _sets = new SetCounter(TakeApart);

    /// <summary>How often the cell was met.</summary>
    public long this[CoverageCell cell] => this[IndexOf(cell.Context) + cell.Subject.Index];

    /// <summary>A count by number, 0 to <see cref="Numbers"/> - 1, to be sent and put together again elsewhere.</summary>
    public long this[int number]
    {
        get
        {
            _sets.Settle();
            return _counts[number];
        }
        set
        {
            _sets.Settle();
            _counts[number] = value;
        }
    }

    /// <summary>Counts a behaviour that was observed, or that is possible.</summary>
    /// <param name="before">The state in which the action began.</param>
    /// <param name="action">The action.</param>
    /// <param name="outcome">The behaviour.</param>
    public void Count(in MachineState before, in ScenarioAction action, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (action.Kind == ActionKind.Run)
        {
            CountRun(action, outcome);
            return;
        }
        ref readonly var guest = ref before.SecondActs ? ref before.Second : ref before.First;
        var start = IndexOf(CoverageContext.Of(RuleContext.Of(guest.OsLock, guest.GuestDebug, RuleContext.NoLevel)));
        _sets.Count(start, outcome.Rules.Bits, (ulong)outcome.Errata);
        _counts[start + CoverageSubject.Of(action.Kind).Index]++;
    }

    /// <summary>Adds the counts of another counter, which begins anew.</summary>
    public void Take(CoverageCounter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other._sets.Settle();
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Array.Clear(other._counts);
    }

    /// <summary>The cells that were met, in order of subject and context.</summary>
    public IEnumerable<CoverageCell> Met() =>
        from subject in CoverageSubject.All
        from context in CoverageContext.All
        let cell = new CoverageCell(subject, context)
        where this[cell] > 0
        select cell;

    private void CountRun(in ScenarioAction action, Outcome outcome)
    {
        for (var i = 0; i < outcome.PartCount; i++)
        {
            ref readonly var part = ref outcome.Parts[i];
            _sets.Count(IndexOf(CoverageContext.Of(part.Context)), part.Rules.Bits, (ulong)part.Errata);
        }
        var start = IndexOf(CoverageContext.Of(outcome.PartCount > 0 ? outcome.Parts[0].Context : outcome.Context));
        if (outcome.PartCount == 0)
            _sets.Count(start, outcome.Rules.Bits, (ulong)outcome.Errata);
        // The block has been left.
        _counts[start + CoverageSubject.Of(RuleId.RUN_1).Index]++;
        _counts[start + CoverageSubject.Of(ActionKind.Run).Index]++;
        for (var i = 0; i < action.Length; i++)
        {
            if ((outcome.InstructionsReached >> i & 1) != 0)
                _counts[start + CoverageSubject.Of(action.InstructionAt(i)).Index]++;
        }
        for (var i = 0; action.HasEvents && i <= action.Length; i++)
        {
            if (action.EventAt(i).Kind is not BoundaryEventKind.None and var kind && (outcome.EventsReached >> i & 1) != 0)
                _counts[start + CoverageSubject.Of(kind).Index]++;
        }
    }

    private void TakeApart(int start, ulong rules, ulong errata, long count)
    {
        for (var left = rules; left != 0; left &= left - 1)
            _counts[start + BitOperations.TrailingZeroCount(left)] += count;
        for (var left = errata; left != 0; left &= left - 1)
            _counts[start + CoverageSubject.Of((ErratumId)(left & (0 - left))).Index] += count;
    }

    private static int IndexOf(CoverageContext context) => context.Index * CoverageSubject.Count;
}
