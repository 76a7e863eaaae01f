using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Shrinking.Passes;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// The actions over which a shrunk scenario is proved to be a shortest one:
/// 1. its own actions;
/// 2. blocks of one instruction: each of its own, with the simplest values of the register in the place of its value and number 0 in the place of its
///    number, and NOP; entered as its own blocks are, with PSTATE.D or PSTATE.SS clear or not, and at EL1 with both clear; in its own slots and in slot A;
/// 3. blocks of two and three of its own instructions in any order, entered as its own blocks are, in its own slots, as long as there are not more than
///    <see cref="Most"/> actions: what needed several blocks may be done in one;
/// 4. its own events at each boundary of its own blocks and of the blocks of one instruction of its own;
/// 5. its own actions of userspace with the simplest flags and values.
/// </summary>
public static class ScenarioVocabulary
{
    /// <summary>Most actions.</summary>
    public const int Most = 4_000;

    /// <summary>Instructions of the longest blocks, those of the scenario apart.</summary>
    public const int LongestBlock = 3;

    private const int SimplestValues = 3;

    /// <summary>The actions, each once.</summary>
    public static IReadOnlyList<ScenarioAction> Of(Scenario scenario) => Of(scenario, out _);

    /// <summary>The actions, each once.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="longestBlock">Receives the instructions of the longest blocks that are there, those of the scenario apart: less than
    /// <see cref="LongestBlock"/> if those would have been too many.</param>
    public static IReadOnlyList<ScenarioAction> Of(Scenario scenario, out int longestBlock)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var actions = new Collected();
        actions.Add(scenario.Actions);
        var runs = scenario.Actions.Where(static action => action.Kind == ActionKind.Run).ToArray();
        Instruction[] own = [.. runs.SelectMany(static run => Enumerable.Range(0, run.Length).Select(i => run.InstructionAt(i))).Distinct()];
        ScenarioAction[] entries = [.. runs.Select(static run => Blocks.EntryOf(run)).Distinct()];
        foreach (var entry in entries.SelectMany(Simplified).Distinct().ToArray())
            actions.Add(own.SelectMany(Simplified).Append(new Instruction(Opcode.NOP)).Distinct().Select(instruction => Block(entry, instruction)));
        AddEvents(actions, scenario, own, entries);
        actions.Add(scenario.Actions.Where(static action => action.Kind != ActionKind.Run).SelectMany(SimplifiedUserspace));
        longestBlock = AddLongerBlocks(actions, own, entries);
        return actions.List;
    }

    /// <returns>The instructions of the longest ones that are there.</returns>
    private static int AddLongerBlocks(Collected actions, Instruction[] own, ScenarioAction[] entries)
    {
        if (actions.List.Count + (entries.Length * own.Length * own.Length) > Most)
            return 1;
        foreach (var entry in entries)
            actions.Add(own.SelectMany(first => own.Select(second => Block(entry, first, second))));
        if (actions.List.Count + (entries.Length * own.Length * own.Length * own.Length) > Most)
            return 2;
        foreach (var entry in entries)
            actions.Add(own.SelectMany(first => own.SelectMany(second => own.Select(third => Block(entry, first, second, third)))));
        return LongestBlock;
    }

    private static void AddEvents(Collected actions, Scenario scenario, Instruction[] own, ScenarioAction[] entries)
    {
        BoundaryEvent[] events =
        [
            .. scenario.Actions.SelectMany(Blocks.EventsOf).Distinct(),
        ];
        if (events.Length == 0)
            return;
        ScenarioAction[] blocks =
        [
            .. scenario.Actions.Where(static action => action.Kind == ActionKind.Run).Select(Blocks.WithoutEvents),
            .. entries.SelectMany(entry => own.Select(instruction => Block(entry, instruction))),
        ];
        actions.Add(blocks);
        foreach (var block in blocks)
        {
            for (var boundary = 0; boundary <= block.Length; boundary++)
                actions.Add(events.Select(happening => Blocks.With(block, boundary, happening)));
        }
    }

    private static IEnumerable<ScenarioAction> Simplified(ScenarioAction entry)
    {
        foreach (var slot in (byte[])[entry.Slot, 0])
        {
            foreach (var ss in (bool[])[entry.SS, false])
            {
                yield return entry with { Slot = slot, SS = ss };
                yield return entry with { Slot = slot, SS = ss, D = !entry.D };
            }
            yield return new ScenarioAction { Kind = ActionKind.Run, Slot = slot };
        }
    }

    private static IEnumerable<Instruction> Simplified(Instruction instruction)
    {
        yield return instruction;
        if (instruction.Opcode is not (Opcode.MSR or Opcode.MRS))
            yield break;
        var first = instruction with { Index = 0 };
        yield return first;
        if (instruction.Opcode == Opcode.MRS)
            yield break;
        foreach (var value in SimplestOf(instruction.Register))
            yield return first with { Value = value };
    }

    private static IEnumerable<ScenarioAction> SimplifiedUserspace(ScenarioAction action)
    {
        switch (action.Kind)
        {
            case ActionKind.SetGuestDebug:
                foreach (var flags in (GuestDebugFlags[])[GuestDebugFlags.None, GuestDebugFlags.Enable, action.Control & ~GuestDebugFlags.SingleStep, action.Control & ~GuestDebugFlags.UseHw])
                    yield return action with { Control = flags };
                yield return new ScenarioAction { Kind = ActionKind.SetGuestDebug, Control = action.Control };
                yield return new ScenarioAction { Kind = ActionKind.SetGuestDebug };
                break;
            case ActionKind.SetOneReg:
                foreach (var value in SimplestOf(action.OneReg.Id))
                    yield return action with { I0 = action.I0 with { Value = value } };
                break;
            default:
                break;
        }
    }

    private static ulong[] SimplestOf(RegisterId register)
    {
        var listed = SimpleValues.Of(register);
        return listed.IsEmpty ? [0, 1] : listed[..Math.Min(SimplestValues, listed.Length)].ToArray();
    }

    private static ScenarioAction Block(ScenarioAction entry, params ReadOnlySpan<Instruction> instructions)
    {
        foreach (ref readonly var instruction in instructions)
            entry = Blocks.With(entry, instruction);
        return entry;
    }

    /// <summary>Actions, each once, in the order in which they came.</summary>
    private sealed class Collected
    {
        private readonly HashSet<ScenarioAction> _seen = [];

        public List<ScenarioAction> List { get; } = [];

        public void Add(IEnumerable<ScenarioAction> actions) => List.AddRange(actions.Where(_seen.Add));
    }
}
