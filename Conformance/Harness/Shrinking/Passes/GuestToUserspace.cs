using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Lets userspace write through ONE_REG what the guest wrote, where that makes something else superfluous: another instruction goes, or the
/// run that wrote and another run become the write and a run of one instruction, in either order.
/// </summary>
internal sealed class GuestToUserspace : IShrinkPass
{
    public string Name => "guest to userspace";

    public void Run(ShrinkSession session) => CandidateLoop.Run(session, static actions => Candidates(actions));

    private static IEnumerable<ScenarioAction[]> Candidates(ScenarioAction[] actions)
    {
        for (var i = 0; i < actions.Length; i++)
        {
            for (var k = 0; actions[i].Kind == ActionKind.Run && k < actions[i].Length; k++)
            {
                if (actions[i].InstructionAt(k).Opcode != Opcode.MSR)
                    continue;
                var write = new ScenarioAction { Kind = ActionKind.SetOneReg, I0 = actions[i].InstructionAt(k) with { Opcode = default } };
                foreach (var candidate in WithOneInstructionLess(actions, i, write).Concat(WithOneInstructionLeft(actions, i, k, write)))
                    yield return candidate;
            }
        }
    }

    private static IEnumerable<ScenarioAction[]> WithOneInstructionLess(ScenarioAction[] actions, int index, ScenarioAction write)
    {
        if (actions[index].Length > 1)
            yield break;
        for (var j = 0; j < actions.Length; j++)
        {
            for (var l = 0; j != index && actions[j].Length > 1 && l < actions[j].Length; l++)
                yield return With(actions, index, write, j, Blocks.Without(actions[j], l));
        }
    }

    private static IEnumerable<ScenarioAction[]> WithOneInstructionLeft(ScenarioAction[] actions, int index, int position, ScenarioAction write)
    {
        for (var j = 0; j < actions.Length; j++)
        {
            if (j == index || actions[j].Kind != ActionKind.Run)
                continue;
            yield return With(actions, index, write, j, Block(new Instruction(Opcode.NOP)));
            yield return With(actions, j, write, index, Block(new Instruction(Opcode.NOP)));
            for (var l = 0; l < actions[index].Length; l++)
            {
                if (l == position)
                    continue;
                yield return With(actions, index, write, j, Block(actions[index].InstructionAt(l)));
                yield return With(actions, j, write, index, Block(actions[index].InstructionAt(l)));
            }
        }
    }

    private static ScenarioAction[] With(ScenarioAction[] actions, int one, in ScenarioAction first, int other, in ScenarioAction second)
    {
        var result = (ScenarioAction[])actions.Clone();
        result[one] = first;
        result[other] = second;
        return result;
    }

    private static ScenarioAction Block(in Instruction instruction) => new() { Kind = ActionKind.Run, Length = 1, I0 = instruction };
}
