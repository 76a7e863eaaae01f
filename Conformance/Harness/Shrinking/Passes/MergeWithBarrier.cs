using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Makes one run of two neighbouring runs of one instruction, with a barrier in the place of the exception that was between them. It comes last: from
/// here on another way leads to the end, which all that have one normal form so far take together.
/// </summary>
internal sealed class MergeWithBarrier : IShrinkPass
{
    public string Name => "merge with a barrier";

    public void Run(ShrinkSession session) => CandidateLoop.Run(session, static actions => Candidates(actions));

    private static IEnumerable<ScenarioAction[]> Candidates(ScenarioAction[] actions)
    {
        for (var first = 0; first + 1 < actions.Length; first++)
        {
            if (!IsSingle(actions[first]) || !IsSingle(actions[first + 1]))
                continue;
            foreach (var entered in actions[first..(first + 2)])
            {
                var merged = entered with { Length = GuestLayout.BlockLength, I0 = actions[first].I0, I1 = new Instruction(Opcode.ISB), I2 = actions[first + 1].I0 };
                yield return [.. actions[..first], merged, .. actions[(first + 2)..]];
            }
        }
    }

    private static bool IsSingle(in ScenarioAction action) => action.Kind == ActionKind.Run && action.Length == 1 && !action.HasEvents;
}
