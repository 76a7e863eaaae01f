using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Removes instructions and boundary events, one at a time.</summary>
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
                if (k < action.Length && action.Length > 1)
                    session.TryReplace(i, Blocks.Without(action, k));
            }
        }
    }
}
