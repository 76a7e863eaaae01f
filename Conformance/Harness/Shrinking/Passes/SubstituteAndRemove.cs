using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// For programs that are short already: removes a part and at the same time puts another instruction or action in another place, or
/// renames breakpoints or watchpoints.
/// One way of doing a thing often needs fewer parts than another, and no path of single steps leads from the one to the other.
/// </summary>
internal sealed class SubstituteAndRemove : IShrinkPass
{
    private const int MostActions = 4;

    public string Name => "substitute and remove";

    public void Run(ShrinkSession session)
    {
        if (session.Current.Actions.Length > MostActions)
            return;
        var changed = true;
        while (changed && !session.IsExhausted)
        {
            changed = false;
            foreach (var smaller in WithOnePartLess(session.Current.Actions))
            {
                if (TrySubstitutes(session, smaller) || TryRenames(session, smaller))
                {
                    changed = true;
                    break;
                }
            }
        }
    }

    private static bool TrySubstitutes(ShrinkSession session, ScenarioAction[] actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            if (actions[i].Kind != ActionKind.Run)
            {
                foreach (ref readonly var substitute in ActionDictionary.Userspace.AsSpan())
                {
                    var candidate = (ScenarioAction[])actions.Clone();
                    candidate[i] = substitute;
                    if (session.Try(candidate))
                        return true;
                }
                continue;
            }
            for (var k = 0; k < actions[i].Length; k++)
            {
                foreach (ref readonly var substitute in ActionDictionary.Instructions.AsSpan())
                {
                    var candidate = (ScenarioAction[])actions.Clone();
                    candidate[i].SetInstruction(k, substitute);
                    if (session.Try(candidate))
                        return true;
                }
            }
        }
        return false;
    }

    private static bool TryRenames(ShrinkSession session, ScenarioAction[] actions)
    {
        static int Swap(int n) => n switch { 0 => 1, 1 => 0, _ => n };
        var breakpoints = (ScenarioAction[])actions.Clone();
        foreach (ref var action in breakpoints.AsSpan())
            Operands.ChangeBreakpointNumbers(ref action, Swap);
        var watchpoints = (ScenarioAction[])actions.Clone();
        foreach (ref var action in watchpoints.AsSpan())
            Operands.ChangeWatchpointNumbers(ref action, Swap);
        return session.Try(breakpoints) || session.Try(watchpoints);
    }

    private static IEnumerable<ScenarioAction[]> WithOnePartLess(ScenarioAction[] actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            if (actions.Length > 1)
                yield return [.. actions[..i], .. actions[(i + 1)..]];
            if (actions[i].Kind == ActionKind.Run)
            {
                for (var k = 0; actions[i].Length > 1 && k < actions[i].Length; k++)
                {
                    yield return With(actions, i, Blocks.Without(actions[i], k));
                    yield return With(actions, i, Blocks.WithoutKeepingEvent(actions[i], k));
                }
                for (var k = 0; k <= actions[i].Length; k++)
                {
                    if (actions[i].EventAt(k).Kind == BoundaryEventKind.None)
                        continue;
                    var without = actions[i];
                    without.SetEvent(k, default);
                    yield return With(actions, i, without);
                }
            }
            else if (actions[i].DebugRegisters != default)
            {
                yield return With(actions, i, actions[i] with { DebugRegisters = default });
                yield return With(actions, i, actions[i] with { DebugRegisters = default, Control = actions[i].Control & ~GuestDebugFlags.UseHw });
            }
        }
    }

    private static ScenarioAction[] With(ScenarioAction[] actions, int index, in ScenarioAction action)
    {
        var result = (ScenarioAction[])actions.Clone();
        result[index] = action;
        return result;
    }
}
