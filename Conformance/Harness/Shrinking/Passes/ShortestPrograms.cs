using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Tries every program of one run with one or two instructions of the dictionary, in the order of what is simpler: whatever way led to a
/// longer program, if one of these shows the divergence, it is the result.
/// </summary>
internal sealed class ShortestPrograms : IShrinkPass
{
    public string Name => "shortest programs";

    public void Run(ShrinkSession session)
    {
        foreach (ref readonly var action in ActionDictionary.Actions.AsSpan())
            session.Try([action]);
        foreach (ref readonly var first in ActionDictionary.Instructions.AsSpan())
        {
            foreach (ref readonly var second in ActionDictionary.Instructions.AsSpan())
            {
                // Instructions only make the program less simple from here on.
                if (session.IsExhausted || (session.Current.Actions.Length == 1 && session.Current.Actions[0].Length == 1))
                    return;
                session.Try([new ScenarioAction { Kind = ActionKind.Run, Length = 2, I0 = first, I1 = second }]);
            }
        }
    }
}
