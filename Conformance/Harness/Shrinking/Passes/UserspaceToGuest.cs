using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>Lets the guest do what userspace did through ONE_REG: an MSR or MRS at the end or the front of a neighbouring run, alone or with
/// one more instruction of the dictionary behind it.</summary>
internal sealed class UserspaceToGuest : IShrinkPass
{
    public string Name => "userspace to guest";

    public void Run(ShrinkSession session)
    {
        for (var i = 0; i < session.Current.Actions.Length; i++)
        {
            var action = session.Current.Actions[i];
            if (action.Kind is not (ActionKind.SetOneReg or ActionKind.GetOneReg))
                continue;
            var instruction = action.I0 with { Opcode = action.Kind == ActionKind.SetOneReg ? Opcode.MSR : Opcode.MRS };
            var alone = new ScenarioAction { Kind = ActionKind.Run, Length = 1, I0 = instruction };
            if (session.TryReplace(i, alone) || TryInto(session, i, i - 1, instruction) || TryInto(session, i, i + 1, instruction))
                i = -1;
        }
    }

    private static bool TryInto(ShrinkSession session, int from, int to, in Instruction instruction)
    {
        var actions = session.Current.Actions;
        if (to < 0 || to >= actions.Length || actions[to].Kind != ActionKind.Run || actions[to].Length == GuestLayout.BlockLength)
            return false;
        var place = to < from ? actions[to].Length : 0;
        var merged = Blocks.WithInserted(actions[to], place, instruction);
        if (session.Try(Replaced(actions, from, to, merged)))
            return true;
        if (merged.Length == GuestLayout.BlockLength)
            return false;
        foreach (ref readonly var second in ActionDictionary.Instructions.AsSpan())
        {
            if (session.Try(Replaced(actions, from, to, Blocks.WithInserted(merged, place + 1, second))))
                return true;
        }
        return false;
    }

    private static ScenarioAction[] Replaced(ScenarioAction[] actions, int from, int to, in ScenarioAction merged)
    {
        var result = (ScenarioAction[])actions.Clone();
        result[to] = merged;
        return [.. result[..from], .. result[(from + 1)..]];
    }
}
