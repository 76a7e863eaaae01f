namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Puts every simpler action of the dictionary in the place of every action.</summary>
internal sealed class ReplaceActions : IShrinkPass
{
    public string Name => "replace actions";

    public void Run(ShrinkSession session)
    {
        for (var i = 0; i < session.Current.Actions.Length; i++)
        {
            foreach (ref readonly var action in ActionDictionary.Actions.AsSpan())
            {
                if (i >= session.Current.Actions.Length)
                    return;
                session.TryReplace(i, action);
            }
        }
    }
}
