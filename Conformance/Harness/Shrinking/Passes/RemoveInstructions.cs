using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Removes instructions and boundary events, one at a time. Addresses in the slot that lie behind a removed instruction may move up
/// with what they name.</summary>
internal sealed class RemoveInstructions : IShrinkPass
{
    public string Name => "remove instructions";

    public void Run(ShrinkSession session)
    {
        for (var i = session.Current.Actions.Length - 1; i >= 0; i--)
        {
            if (i >= session.Current.Actions.Length || session.Current.Actions[i].Kind != ActionKind.Run)
                continue;
            for (var k = GuestLayout.BlockLength; k >= 0 && i < session.Current.Actions.Length; k--)
            {
                var action = session.Current.Actions[i];
                if (action.EventAt(k).Kind != BoundaryEventKind.None)
                {
                    action.SetEvent(k, default);
                    session.TryReplace(i, action);
                }
            }
            for (var k = GuestLayout.BlockLength - 1; k >= 0 && i < session.Current.Actions.Length; k--)
            {
                var action = session.Current.Actions[i];
                if (k >= action.Length || action.Length <= 1)
                    continue;
                if (session.TryReplace(i, Blocks.Without(action, k)) || session.TryReplace(i, Blocks.WithoutKeepingEvent(action, k)))
                    continue;
                if (!TryWithAddresses(session, i, k, Blocks.Without(action, k)))
                    TryWithAddresses(session, i, k, Blocks.WithoutKeepingEvent(action, k));
            }
        }
    }

    private static bool TryWithAddresses(ShrinkSession session, int index, int position, in ScenarioAction shorter)
    {
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        actions[index] = shorter;
        var removed = GuestLayout.Slot(shorter.Slot) + (4UL * (ulong)position);
        ulong MoveUp(ulong value) => value > removed && GuestLayout.IsInSlot(value, out var slot) && slot == actions[index].Slot ? value - 4 : value;
        foreach (ref var action in actions.AsSpan())
            Operands.ChangeCodeAddresses(ref action, MoveUp);
        return session.Try(actions);
    }
}
