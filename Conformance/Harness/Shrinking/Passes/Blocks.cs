using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Edits of a block.</summary>
internal static class Blocks
{
    /// <summary>A block that is entered as this one is, with nothing in it.</summary>
    public static ScenarioAction EntryOf(ScenarioAction run) => new() { Kind = ActionKind.Run, Slot = run.Slot, Mode = run.Mode, D = run.D, SS = run.SS, IL = run.IL };

    /// <summary>The block with one more instruction at its end; it must have room.</summary>
    public static ScenarioAction With(ScenarioAction block, in Instruction instruction)
    {
        block.Length++;
        block.SetInstruction(block.Length - 1, instruction);
        return block;
    }

    /// <summary>The block with an event at a boundary.</summary>
    public static ScenarioAction With(ScenarioAction block, int boundary, BoundaryEvent happening)
    {
        block.SetEvent(boundary, happening);
        return block;
    }

    /// <summary>The block without its events.</summary>
    public static ScenarioAction WithoutEvents(ScenarioAction block) => block with { E0 = default, E1 = default, E2 = default, E3 = default };

    /// <summary>The events of a block.</summary>
    public static IEnumerable<BoundaryEvent> EventsOf(ScenarioAction block) =>
        Enumerable.Range(0, block.Length + 1).Select(i => block.EventAt(i)).Where(static one => one.Kind != BoundaryEventKind.None);

    /// <summary>The block without instruction <paramref name="index"/>; the event before it goes too, later ones move up.</summary>
    public static ScenarioAction Without(in ScenarioAction action, int index)
    {
        var result = action;
        result.Length--;
        for (var i = index; i < GuestLayout.BlockLength; i++)
            result.SetInstruction(i, i < result.Length ? action.InstructionAt(i + 1) : default);
        for (var i = index; i <= GuestLayout.BlockLength; i++)
            result.SetEvent(i, i <= result.Length ? action.EventAt(i + 1) : default);
        return result;
    }

    /// <summary>The same, but the event before the removed instruction stays, in the place of the next one.</summary>
    public static ScenarioAction WithoutKeepingEvent(in ScenarioAction action, int index)
    {
        var result = Without(action, index);
        result.SetEvent(index, action.EventAt(index));
        return result;
    }

    /// <summary>The block with another instruction before position <paramref name="index"/>; it must have room. The event of that position
    /// stays with the instruction that was there.</summary>
    public static ScenarioAction WithInserted(in ScenarioAction action, int index, in Instruction instruction)
    {
        var result = action;
        result.Length++;
        result.SetInstruction(index, instruction);
        for (var i = index + 1; i < result.Length; i++)
            result.SetInstruction(i, action.InstructionAt(i - 1));
        for (var i = index + 1; i <= result.Length; i++)
            result.SetEvent(i, action.EventAt(i - 1));
        result.SetEvent(index, default);
        return result;
    }
}
