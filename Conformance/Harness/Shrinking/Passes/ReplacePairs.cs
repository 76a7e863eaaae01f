using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// For programs that are short already: puts every pair of dictionary instructions in the place of every pair of instructions, and
/// lets an instruction move to another run. Leaves the local minima that no single change leaves.
/// </summary>
internal sealed class ReplacePairs : IShrinkPass
{
    private const int MostInstructions = 5;

    public string Name => "replace pairs";

    public void Run(ShrinkSession session)
    {
        MoveInstructions(session);
        var before = session.Current;
        var places = Places(before);
        if (places.Count > MostInstructions)
            return;
        for (var one = 0; one < places.Count; one++)
        {
            for (var other = one + 1; other < places.Count; other++)
            {
                if (TryPairs(session, places[one], places[other]))
                    return;
            }
        }
    }

    private static bool TryPairs(ShrinkSession session, (int Action, int Position) one, (int Action, int Position) other)
    {
        foreach (var first in ActionDictionary.Instructions)
        {
            foreach (var second in ActionDictionary.Instructions)
            {
                if (session.IsExhausted)
                    return false;
                var actions = (ScenarioAction[])session.Current.Actions.Clone();
                actions[one.Action].SetInstruction(one.Position, first);
                actions[other.Action].SetInstruction(other.Position, second);
                if (session.Try(actions))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Moves one instruction from its run to the front or end of another.</summary>
    private static void MoveInstructions(ShrinkSession session)
    {
        var moved = true;
        while (moved)
        {
            moved = false;
            foreach (var (action, position) in Places(session.Current))
            {
                for (var to = 0; to < session.Current.Actions.Length && !moved; to++)
                    moved = TryMove(session, action, position, to);
                if (moved)
                    break;
            }
        }
    }

    private static bool TryMove(ShrinkSession session, int from, int position, int to)
    {
        var current = session.Current.Actions;
        if (from == to || current[to].Kind != ActionKind.Run || current[to].Length == GuestLayout.BlockLength || current[from].Length == 1)
            return false;
        var instruction = current[from].InstructionAt(position);
        foreach (var place in (int[])[0, current[to].Length])
        {
            var actions = (ScenarioAction[])current.Clone();
            actions[from] = Blocks.Without(current[from], position);
            actions[to] = Blocks.WithInserted(current[to], place, instruction);
            if (session.Try(actions))
                return true;
        }
        return false;
    }

    private static List<(int Action, int Position)> Places(Scenario scenario)
    {
        var places = new List<(int, int)>();
        for (var i = 0; i < scenario.Actions.Length; i++)
        {
            for (var k = 0; scenario.Actions[i].Kind == ActionKind.Run && k < scenario.Actions[i].Length; k++)
                places.Add((i, k));
        }
        return places;
    }
}
