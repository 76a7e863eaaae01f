using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Removes chunks of actions, halves first, down to single ones (delta debugging, Zeller and Hildebrandt, TSE 2002), then any two
/// actions together: pairs such as lock and unlock only go together.
/// </summary>
internal sealed class RemoveActions : IShrinkPass
{
    private const int LongestForPairs = 16;

    public string Name => "remove actions";

    public void Run(ShrinkSession session)
    {
        for (var size = Math.Max(1, session.Current.Actions.Length / 2); size >= 1; size /= 2)
        {
            var start = session.Current.Actions.Length - size;
            while (start >= 0)
            {
                if (session.Try(Without(session.Current.Actions, start, size)))
                    start = Math.Min(start, session.Current.Actions.Length - size);
                else
                    start -= size == 1 ? 1 : Math.Max(1, size / 2);
            }
        }
        RemovePairs(session);
    }

    private static void RemovePairs(ShrinkSession session)
    {
        var removed = true;
        while (removed && session.Current.Actions.Length is > 2 and <= LongestForPairs)
        {
            removed = false;
            for (var i = 0; i < session.Current.Actions.Length && !removed; i++)
            {
                for (var j = i + 1; j < session.Current.Actions.Length && !removed; j++)
                    removed = session.Try(Without(Without(session.Current.Actions, j, 1), i, 1));
            }
        }
    }

    private static ScenarioAction[] Without(ScenarioAction[] actions, int start, int count) => [.. actions[..start], .. actions[(start + count)..]];
}
