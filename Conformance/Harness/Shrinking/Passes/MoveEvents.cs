using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Turns boundary events into actions of their own, before, after or between the halves of their run, or moves them to other boundaries.</summary>
internal sealed class MoveEvents : IShrinkPass
{
    public string Name => "move events";

    public void Run(ShrinkSession session)
    {
        for (var i = 0; i < session.Current.Actions.Length; i++)
        {
            for (var k = 0; k <= GuestLayout.BlockLength; k++)
            {
                if (i < session.Current.Actions.Length && session.Current.Actions[i].EventAt(k).Kind != BoundaryEventKind.None)
                {
                    TakeOut(session, i, k);
                    Move(session, i, k);
                }
            }
        }
    }

    private static void TakeOut(ShrinkSession session, int index, int boundary)
    {
        var without = session.Current.Actions[index];
        var taken = ActionOf(without.EventAt(boundary), LastRegisters(session.Current.Actions, index));
        without.SetEvent(boundary, default);
        ScenarioAction[] before = [.. session.Current.Actions[..index], taken, without, .. session.Current.Actions[(index + 1)..]];
        ScenarioAction[] after = [.. session.Current.Actions[..index], without, taken, .. session.Current.Actions[(index + 1)..]];
        if (session.Try(before) || session.Try(after) || boundary == 0 || boundary >= without.Length)
            return;
        var first = without;
        var second = without;
        for (var k = without.Length - 1; k >= boundary; k--)
            first = Blocks.Without(first, k);
        for (var k = 0; k < boundary; k++)
            second = Blocks.WithoutKeepingEvent(second, 0);
        session.Try([.. session.Current.Actions[..index], first, taken, second, .. session.Current.Actions[(index + 1)..]]);
    }

    private static void Move(ShrinkSession session, int index, int boundary)
    {
        for (var to = 0; to <= GuestLayout.BlockLength; to++)
        {
            if (index >= session.Current.Actions.Length)
                return;
            var action = session.Current.Actions[index];
            if (to > action.Length || action.EventAt(boundary).Kind == BoundaryEventKind.None || action.EventAt(to).Kind != BoundaryEventKind.None)
                continue;
            action.SetEvent(to, action.EventAt(boundary));
            action.SetEvent(boundary, default);
            session.TryReplace(index, action);
        }
    }

    /// <summary>The action that does what the event does.</summary>
    internal static ScenarioAction ActionOf(BoundaryEvent boundaryEvent, in UserspaceDebugRegisters registers) => boundaryEvent.Kind switch
    {
        BoundaryEventKind.Preempt => new ScenarioAction { Kind = ActionKind.Preempt },
        BoundaryEventKind.Reenter => new ScenarioAction { Kind = ActionKind.Reenter },
        BoundaryEventKind.Migrate => new ScenarioAction { Kind = ActionKind.Migrate },
        _ => new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = boundaryEvent.Control, DebugRegisters = registers },
    };

    /// <summary>The debug registers that a boundary event uses: those that were given last.</summary>
    internal static UserspaceDebugRegisters LastRegisters(ScenarioAction[] actions, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (actions[i].Kind == ActionKind.SetGuestDebug)
                return actions[i].DebugRegisters;
        }
        return default;
    }
}
