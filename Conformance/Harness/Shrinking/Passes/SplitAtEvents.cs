using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Takes boundary events out together with something else, where <see cref="MoveEvents"/> alone leads nowhere:
/// 1. the block is cut at the event, which becomes an action or goes; one half may go too, an empty half is a NOP, the second half is entered
///    in the same or a simpler way;
/// 2. an instruction that KVM traps, or a barrier, stands for it, with debug exceptions masked or not, with another run behind it or not;
/// 3. it moves, and all instructions of its block become NOPs, entered in the simplest way or not.
/// </summary>
internal sealed class SplitAtEvents : IShrinkPass
{
    private static readonly Instruction Nop = new(Opcode.NOP);

    private static readonly Instruction[] Substitutes = [new(Opcode.ISB), Instruction.Msr(RegisterId.OSLAR_EL1, 0)];

    public string Name => "split at events";

    public void Run(ShrinkSession session) => CandidateLoop.Run(session, static actions => Candidates(actions));

    private static IEnumerable<ScenarioAction[]> Candidates(ScenarioAction[] actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            for (var k = 0; k <= actions[i].Length; k++)
            {
                if (actions[i].EventAt(k).Kind == BoundaryEventKind.None)
                    continue;
                foreach (var replacement in Cut(actions, i, k).Concat(Substituted(actions[i], k)).Concat(Moved(actions[i], k)))
                    yield return [.. actions[..i], .. replacement, .. actions[(i + 1)..]];
            }
        }
    }

    private static IEnumerable<ScenarioAction[]> Cut(ScenarioAction[] actions, int index, int boundary)
    {
        var run = actions[index];
        var taken = MoveEvents.ActionOf(run.EventAt(boundary), MoveEvents.LastRegisters(actions, index));
        run.SetEvent(boundary, default);
        var head = Part(run, 0, boundary);
        var tail = Part(run, boundary, run.Length);
        yield return [head, taken];
        foreach (var entered in Entries(tail))
        {
            yield return [taken, entered];
            yield return [head, entered];
            yield return [head, taken, entered];
        }
    }

    private static IEnumerable<ScenarioAction[]> Substituted(ScenarioAction run, int boundary)
    {
        run.SetEvent(boundary, default);
        if (run.Length == GuestLayout.BlockLength)
            yield break;
        foreach (var substitute in Substitutes)
        {
            var longer = Blocks.WithInserted(run, boundary, substitute);
            foreach (var masked in (bool[])[run.D, true])
            {
                longer.D = masked;
                yield return [longer];
                yield return [longer, Block(Nop)];
            }
        }
    }

    private static IEnumerable<ScenarioAction[]> Moved(ScenarioAction run, int boundary)
    {
        var happening = run.EventAt(boundary);
        run.SetEvent(boundary, default);
        for (var to = 0; to <= run.Length; to++)
        {
            if (run.EventAt(to).Kind != BoundaryEventKind.None)
                continue;
            var moved = run;
            moved.SetEvent(to, happening);
            yield return [InTheSimplestWay(moved)];
            for (var i = 0; i < moved.Length; i++)
                moved.SetInstruction(i, Nop);
            yield return [moved];
            yield return [InTheSimplestWay(moved)];
        }
    }

    /// <summary>Instructions <paramref name="from"/> up to <paramref name="end"/> with their events; a NOP if there are none.</summary>
    private static ScenarioAction Part(in ScenarioAction run, int from, int end)
    {
        var part = run;
        for (var i = run.Length - 1; i >= end; i--)
            part = Blocks.Without(part, i);
        for (var i = 0; i < from; i++)
            part = Blocks.WithoutKeepingEvent(part, 0);
        return part.Length == 0 ? Blocks.WithInserted(part, 0, Nop) : part;
    }

    private static IEnumerable<ScenarioAction> Entries(ScenarioAction run)
    {
        yield return InTheSimplestWay(run);
        yield return run with { SS = false };
        yield return run;
        yield return InTheSimplestWay(run) with { Mode = EntryMode.Illegal };
        yield return InTheSimplestWay(run) with { Mode = EntryMode.EL0t };
    }

    private static ScenarioAction InTheSimplestWay(in ScenarioAction run) => run with { Mode = EntryMode.EL1h, D = false, SS = false, IL = false };

    private static ScenarioAction Block(in Instruction instruction) => new() { Kind = ActionKind.Run, Length = 1, I0 = instruction };
}
