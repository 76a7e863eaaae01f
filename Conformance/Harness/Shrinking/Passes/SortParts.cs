using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Swaps any two instructions, wherever they are, and any two actions: of all orders that diverge the first in the order stays.</summary>
internal sealed class SortParts : IShrinkPass
{
    public string Name => "sort parts";

    public void Run(ShrinkSession session)
    {
        var swapped = true;
        while (swapped)
        {
            swapped = false;
            var count = session.Current.Actions.Length * GuestLayout.BlockLength;
            for (var one = 0; one < count; one++)
            {
                for (var other = one + 1; other < count; other++)
                    swapped |= SwapInstructions(session, one, other);
            }
            for (var one = 0; one < session.Current.Actions.Length; one++)
            {
                for (var other = one + 1; other < session.Current.Actions.Length; other++)
                    swapped |= SwapActions(session, one, other);
            }
        }
    }

    private static bool SwapInstructions(ShrinkSession session, int one, int other)
    {
        var (i, k) = Math.DivRem(one, GuestLayout.BlockLength);
        var (j, l) = Math.DivRem(other, GuestLayout.BlockLength);
        if (j >= session.Current.Actions.Length || !IsInstruction(session.Current.Actions[i], k) || !IsInstruction(session.Current.Actions[j], l))
            return false;
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        var first = actions[i].InstructionAt(k);
        actions[i].SetInstruction(k, actions[j].InstructionAt(l));
        actions[j].SetInstruction(l, first);
        return session.Try(actions);
    }

    private static bool SwapActions(ShrinkSession session, int one, int other)
    {
        if (other >= session.Current.Actions.Length)
            return false;
        var actions = (ScenarioAction[])session.Current.Actions.Clone();
        (actions[one], actions[other]) = (actions[other], actions[one]);
        return session.Try(actions);
    }

    private static bool IsInstruction(in ScenarioAction action, int position) => action.Kind == ActionKind.Run && position < action.Length;
}
