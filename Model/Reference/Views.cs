using System.Runtime.CompilerServices;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>A question about a guest's state whose answer may depend on writes that are not synchronized yet.</summary>
internal interface IQuestion
{
    /// <summary>The registers that the answer depends on, as a bit set over <see cref="RegisterId"/>.</summary>
    static abstract uint DependsOn { get; }

    Possibility Ask(in GuestState state, in BlockState block);
}

/// <summary>Sets of registers that questions depend on.</summary>
internal static class Dependencies
{
    public const uint Lock = 1u << (int)RegisterId.OSLAR_EL1;
    public const uint Mdscr = 1u << (int)RegisterId.MDSCR_EL1;
    public const uint Gate = Lock | Mdscr | (1u << (int)RegisterId.OSDLR_EL1) | (1u << (int)RegisterId.DBGPRCR_EL1);
    public const uint Context = 1u << (int)RegisterId.CONTEXTIDR_EL1;
    public const uint Breakpoints = Context | (1u << (int)RegisterId.DBGBVRn_EL1) | (1u << (int)RegisterId.DBGBCRn_EL1);
    public const uint Watchpoints = Breakpoints | (1u << (int)RegisterId.DBGWVRn_EL1) | (1u << (int)RegisterId.DBGWCRn_EL1);
}

/// <summary>Asks a question of every view of the state that OSL-12 allows and joins the answers.</summary>
internal static class Views
{
    public static Possibility Ask<TQuestion>(Outcome outcome, ref TQuestion question)
        where TQuestion : struct, IQuestion
    {
        ref var block = ref outcome.Block;
        return (block.Unsynchronized.Registers & TQuestion.DependsOn) == 0 ? question.Ask(outcome.Guest, block) : AskEvery(outcome, ref question);
    }

    /// <summary>Whether some of the bits of MDSCR_EL1 are set in some view.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayHaveMdscr(Outcome outcome, ulong bits) => ((outcome.Guest.Mdscr | outcome.Block.Unsynchronized.OldMdscr) & bits) != 0;

    /// <summary>Each view takes the state's place while it is asked, since the state is half a kilobyte. Writes that the question does not depend
    /// on have taken effect in all views, and the last one has all writes: it is the state as it was.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Possibility AskEvery<TQuestion>(Outcome outcome, ref TQuestion question)
        where TQuestion : struct, IQuestion
    {
        ref var block = ref outcome.Block;
        var irrelevant = block.Unsynchronized.WritesOfOthers(TQuestion.DependsOn);
        Possibility answers = 0;
        for (var visible = irrelevant; visible < 1 << block.Unsynchronized.Count; visible = (visible + 1) | irrelevant)
        {
            block.Unsynchronized.Show(ref outcome.Guest, visible);
            answers |= question.Ask(outcome.Guest, block);
        }
        return answers;
    }
}

/// <summary>Is the OS Lock locked?</summary>
internal readonly struct IsLocked : IQuestion
{
    public static uint DependsOn => Dependencies.Lock;

    public Possibility Ask(in GuestState state, in BlockState block) => Possibilities.Of(state.OsLock);
}

/// <summary>Is MDSCR_EL1.SS set (all that the step advance looks at, SST-2)?</summary>
internal readonly struct StepBitSet : IQuestion
{
    public static uint DependsOn => Dependencies.Mdscr;

    public Possibility Ask(in GuestState state, in BlockState block) => Possibilities.Of((state.Mdscr & MDSCR_EL1.SS) != 0);
}

/// <summary>Is software step enabled?</summary>
internal readonly struct StepEnabled : IQuestion
{
    public static uint DependsOn => Dependencies.Gate;

    public Possibility Ask(in GuestState state, in BlockState block) => Possibilities.Of(DebugExceptionGate.StepEnabled(state, block.El, block.D));
}

/// <summary>Does a breakpoint of the guest's own match at the PC? While userspace debugs, KDE and PSTATE.D do not count.</summary>
internal readonly struct OwnBreakpoint(PeConfiguration configuration, bool userspaceDebugs) : IQuestion
{
    public static uint DependsOn => Dependencies.Gate | Dependencies.Breakpoints;

    public Possibility Ask(in GuestState state, in BlockState block) =>
        DebugExceptionGate.BreakpointsEnabled(state, block, userspaceDebugs)
            ? Breakpoints.Match(state.Debug, state.ContextIdr, configuration, block.Pc, block.El)
            : Possibility.No;
}

/// <summary>Does a watchpoint of the guest's own match the access? While userspace debugs, KDE and PSTATE.D do not count.</summary>
internal struct OwnWatchpoint(PeConfiguration configuration, Instruction access, bool userspaceDebugs) : IQuestion
{
    public static uint DependsOn => Dependencies.Gate | Dependencies.Watchpoints;

    public ulong HighestWatched;

    public Possibility Ask(in GuestState state, in BlockState block)
    {
        if (!DebugExceptionGate.WatchpointsEnabled(state, block, userspaceDebugs))
            return Possibility.No;
        var answer = Watchpoints.Match(state.Debug, state.ContextIdr, configuration, access.Value, access.AccessSize,
            access.Opcode == Opcode.STR, block.El, out var highest);
        HighestWatched = Math.Max(HighestWatched, highest);
        return answer;
    }
}
