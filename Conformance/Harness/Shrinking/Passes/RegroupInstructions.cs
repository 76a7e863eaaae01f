using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking.Passes;

/// <summary>
/// Puts instructions together in another way, several changes at once:
/// 1. an instruction, or what userspace writes with ONE_REG, takes the place of a NOP of another run, which then is stepped or not; addresses in
///    that run's block may move on by an instruction;
/// 2. an action goes and a run is cut in two;
/// 3. neighbouring runs, and ONE_REG, become one that masks debug exceptions, with or without a trapped instruction at its end and a NOP
///    behind it, and with a breakpoint that needs no address.
/// </summary>
internal sealed class RegroupInstructions : IShrinkPass
{
    private static readonly Instruction Trapped = Instruction.Msr(RegisterId.OSLAR_EL1, 0);

    private static readonly Instruction AnywhereControl = Instruction.Msr(RegisterId.DBGBCRn_EL1, 0x0020_01E7, PeConfiguration.Default.FirstContextAware);

    private static readonly ScenarioAction Nop = new() { Kind = ActionKind.Run, Length = 1, I0 = new Instruction(Opcode.NOP) };

    public string Name => "regroup instructions";

    public void Run(ShrinkSession session) => CandidateLoop.Run(session, static actions => OverNops(actions).Concat(Cut(actions)).Concat(Masked(actions)));

    private static IEnumerable<ScenarioAction[]> OverNops(ScenarioAction[] actions)
    {
        for (var from = 0; from < actions.Length; from++)
        {
            for (var position = 0; position < Math.Max(1, (int)actions[from].Length); position++)
            {
                if (InstructionOf(actions[from], position) is not { } instruction || instruction.Opcode == Opcode.NOP)
                    continue;
                for (var to = 0; to < actions.Length; to++)
                {
                    for (var place = 0; to != from && place < actions[to].Length; place++)
                    {
                        if (actions[to].InstructionAt(place).Opcode != Opcode.NOP)
                            continue;
                        foreach (var moved in Moved(actions, from, position, to, place, instruction))
                            yield return moved;
                    }
                }
            }
        }
    }

    private static IEnumerable<ScenarioAction[]> Moved(ScenarioAction[] actions, int from, int position, int to, int place, Instruction instruction)
    {
        var plain = (ScenarioAction[])actions.Clone();
        plain[to].SetInstruction(place, instruction);
        var stepped = (ScenarioAction[])plain.Clone();
        stepped[to].SS = true;
        var later = (ScenarioAction[])plain.Clone();
        var slot = GuestLayout.Slot(plain[to].Slot);
        foreach (ref var action in later.AsSpan())
            Operands.ChangeCodeAddresses(ref action, value => value >= slot && value < slot + (4UL * GuestLayout.BlockLength) ? value + 4 : value);
        foreach (var changed in (ScenarioAction[][])[plain, stepped, later])
        {
            yield return actions[from].Kind == ActionKind.Run && actions[from].Length > 1
                ? [.. changed[..from], Blocks.Without(changed[from], position), .. changed[(from + 1)..]]
                : [.. changed[..from], .. changed[(from + 1)..]];
        }
    }

    private static IEnumerable<ScenarioAction[]> Cut(ScenarioAction[] actions)
    {
        for (var run = 0; run < actions.Length; run++)
        {
            for (var cut = 1; actions[run].Kind == ActionKind.Run && cut < actions[run].Length; cut++)
            {
                var (head, tail) = (actions[run], actions[run]);
                for (var i = actions[run].Length - 1; i >= cut; i--)
                    head = Blocks.Without(head, i);
                for (var i = 0; i < cut; i++)
                    tail = Blocks.Without(tail, 0);
                for (var gone = 0; gone < actions.Length; gone++)
                {
                    if (gone < run)
                        yield return [.. actions[..gone], .. actions[(gone + 1)..run], head, tail, .. actions[(run + 1)..]];
                    else if (gone > run)
                        yield return [.. actions[..run], head, tail, .. actions[(run + 1)..gone], .. actions[(gone + 1)..]];
                }
            }
        }
    }

    private static IEnumerable<ScenarioAction[]> Masked(ScenarioAction[] actions)
    {
        for (var first = 0; first + 1 < actions.Length; first++)
        {
            Instruction[] both = [.. InstructionsOf(actions[first]), .. InstructionsOf(actions[first + 1])];
            if (both.Length < 2 || InstructionsOf(actions[first + 1]).Length == 0 || InstructionsOf(actions[first]).Length == 0)
                continue;
            Instruction[] anywhere = [.. both.Where(static one => one.Register != RegisterId.DBGBVRn_EL1).Select(static one => one.Register == RegisterId.DBGBCRn_EL1 ? AnywhereControl : one)];
            foreach (var instructions in (Instruction[][])[both, [.. both, Trapped], anywhere, [.. anywhere, Trapped]])
            {
                if (instructions.Length > GuestLayout.BlockLength)
                    continue;
                var merged = new ScenarioAction { Kind = ActionKind.Run, Length = (byte)instructions.Length, D = true };
                for (var i = 0; i < instructions.Length; i++)
                    merged.SetInstruction(i, instructions[i]);
                yield return [.. actions[..first], merged, .. actions[(first + 2)..]];
                yield return [.. actions[..first], merged, Nop, .. actions[(first + 2)..]];
            }
        }
    }

    private static Instruction[] InstructionsOf(ScenarioAction action)
    {
        var count = action.Kind == ActionKind.Run && !action.HasEvents ? action.Length : action.Kind == ActionKind.SetOneReg ? 1 : 0;
        return [.. Enumerable.Range(0, count).Select(i => InstructionOf(action, i)!.Value)];
    }

    /// <summary>An instruction of a run, or the one that does what userspace does; null if there is none.</summary>
    private static Instruction? InstructionOf(in ScenarioAction action, int position) => action.Kind switch
    {
        ActionKind.Run => action.InstructionAt(position),
        ActionKind.SetOneReg when action.OneReg.Id == RegisterId.OSLSR_EL1 => Instruction.Msr(RegisterId.OSLAR_EL1, action.OneRegValue >> 1 & 1),
        ActionKind.SetOneReg => action.I0 with { Opcode = Opcode.MSR },
        _ => null,
    };
}
