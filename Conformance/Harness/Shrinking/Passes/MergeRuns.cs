using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Makes fewer actions of the same instructions: moves the instructions of one run, as far as they fit, to the front or the end of
/// another, with the header of either, and drops the run that is empty then. Breakpoints may move with the instructions.
/// </summary>
internal sealed class MergeRuns : IShrinkPass
{
    public string Name => "merge runs";

    public void Run(ShrinkSession session)
    {
        var merged = true;
        while (merged)
        {
            merged = false;
            var length = session.Current.Actions.Length;
            for (var from = 0; from < length && !merged; from++)
            {
                for (var to = 0; to < length && !merged; to++)
                    merged = from != to && TryMerge(session, from, to);
            }
            for (var from = 0; from < length && !merged; from++)
                merged = TryDistribute(session, from);
        }
    }

    private static bool TryMerge(ShrinkSession session, int from, int to)
    {
        ref readonly var source = ref session.Current.Actions[from];
        ref readonly var target = ref session.Current.Actions[to];
        if (!IsRun(source) || !IsRun(target) || source.Length + target.Length > GuestLayout.BlockLength)
            return false;
        var front = target;
        var back = target;
        for (var i = source.Length - 1; i >= 0; i--)
            front = Blocks.WithInserted(front, 0, source.InstructionAt(i));
        for (var i = 0; i < source.Length; i++)
            back = Blocks.WithInserted(back, back.Length, source.InstructionAt(i));
        return TryBoth(session, from, to, front) || TryBoth(session, from, to, back)
            || TryBoth(session, from, to, WithHeader(front, source)) || TryBoth(session, from, to, WithHeader(back, source))
            || TryWithAddresses(session, from, to, back);
    }

    /// <summary>With the addresses of the source's block where its instructions and its terminator are now.</summary>
    private static bool TryWithAddresses(ShrinkSession session, int from, int to, in ScenarioAction merged)
    {
        var source = session.Current.Actions[from];
        var old = GuestLayout.Slot(source.Slot);
        var moved = GuestLayout.Slot(merged.Slot) + (4UL * (ulong)(merged.Length - source.Length));
        ulong Move(ulong value) => value - old <= 4UL * source.Length ? value - old + moved : value;
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        actions[to] = merged;
        foreach (ref var action in actions.AsSpan())
            Operands.ChangeCodeAddresses(ref action, Move);
        return session.Try([.. actions[..from], .. actions[(from + 1)..]]);
    }

    /// <summary>Spreads the instructions of one run over the others, each to the first that has room at its end.</summary>
    private static bool TryDistribute(ShrinkSession session, int from)
    {
        var source = session.Current.Actions[from];
        if (!IsRun(source))
            return false;
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        var placed = 0;
        for (var i = 0; i < actions.Length && placed < source.Length; i++)
        {
            while (i != from && IsRun(actions[i]) && actions[i].Length < GuestLayout.BlockLength && placed < source.Length)
                actions[i] = Blocks.WithInserted(actions[i], actions[i].Length, source.InstructionAt(placed++));
        }
        return placed == source.Length && session.Try([.. actions[..from], .. actions[(from + 1)..]]);
    }

    private static bool TryBoth(ShrinkSession session, int from, int to, in ScenarioAction merged)
    {
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        actions[to] = merged;
        return session.Try([.. actions[..from], .. actions[(from + 1)..]]);
    }

    private static ScenarioAction WithHeader(in ScenarioAction action, in ScenarioAction header)
    {
        var result = action;
        result.Mode = header.Mode;
        result.D = header.D;
        result.SS = header.SS;
        result.IL = header.IL;
        result.Slot = header.Slot;
        return result;
    }

    private static bool IsRun(in ScenarioAction action) => action.Kind == ActionKind.Run;
}
