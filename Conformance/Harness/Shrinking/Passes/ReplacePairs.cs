using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// For programs that are short already: puts every pair of the dictionary in the place of every pair of instructions, boundary events and
/// userspace actions, and lets an instruction move to another run. Leaves the local minima that no single change leaves.
/// </summary>
internal sealed class ReplacePairs : IShrinkPass
{
    private const int MostPlaces = 6;

    public string Name => "replace pairs";

    public void Run(ShrinkSession session)
    {
        MoveInstructions(session);
        var places = Places(session.Current);
        if (places.Count > MostPlaces)
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

    private static bool TryPairs(ShrinkSession session, Place one, Place other)
    {
        var current = session.Current;
        for (var first = 0; first < one.Choices; first++)
        {
            for (var second = 0; second < other.Choices; second++)
            {
                if (session.IsExhausted)
                    return false;
                var actions = (ScenarioAction[])current.Actions.Clone();
                one.Put(actions, first);
                other.Put(actions, second);
                if (session.Try(actions))
                    return true;
            }
        }
        return false;
    }

    private static List<Place> Places(Scenario scenario)
    {
        var places = new List<Place>();
        for (var i = 0; i < scenario.Actions.Length; i++)
        {
            if (scenario.Actions[i].Kind != ActionKind.Run)
            {
                places.Add(new Place(PlaceKind.Action, i, 0));
                continue;
            }
            for (var k = 0; k < scenario.Actions[i].Length; k++)
                places.Add(new Place(PlaceKind.Instruction, i, k));
            for (var k = 0; k <= scenario.Actions[i].Length; k++)
            {
                if (scenario.Actions[i].EventAt(k).Kind != BoundaryEventKind.None)
                    places.Add(new Place(PlaceKind.Event, i, k));
            }
        }
        return places;
    }

    private enum PlaceKind
    {
        Action,
        Instruction,
        Event,
    }

    /// <summary>A place of a scenario and what the dictionary has for it.</summary>
    private readonly record struct Place(PlaceKind Kind, int Action, int Position)
    {
        public int Choices => Kind switch
        {
            PlaceKind.Action => ActionDictionary.Userspace.Length,
            PlaceKind.Instruction => ActionDictionary.Instructions.Length,
            _ => ActionDictionary.Events.Length,
        };

        public void Put(ScenarioAction[] actions, int choice)
        {
            switch (Kind)
            {
                case PlaceKind.Action:
                    actions[Action] = ActionDictionary.Userspace[choice];
                    break;
                case PlaceKind.Instruction:
                    actions[Action].SetInstruction(Position, ActionDictionary.Instructions[choice]);
                    break;
                default:
                    actions[Action].SetEvent(Position, ActionDictionary.Events[choice]);
                    break;
            }
        }
    }

    /// <summary>Moves one instruction from its run to the front or end of another.</summary>
    private static void MoveInstructions(ShrinkSession session)
    {
        var moved = true;
        while (moved)
        {
            moved = false;
            foreach (var (kind, action, position) in Places(session.Current))
            {
                if (kind != PlaceKind.Instruction)
                    continue;
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
}
