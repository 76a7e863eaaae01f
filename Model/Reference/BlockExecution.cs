using System.Runtime.CompilerServices;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// Runs a block: at every instruction boundary, in this order,
/// 1. an event from outside (VMM-7, VMM-8);
/// 2. the exit for userspace's single-step (VMM-2), then a change of guest debug (VMM-5);
/// 3. a pending Software Step (SST-1), a breakpoint (DBG-2), the Illegal Execution state, the instruction (DBG-7);
/// 4. the step advance (SST-2).
/// Where the architecture leaves a choice, the behaviour is forked and both are followed.
/// </summary>
internal sealed class BlockExecution(PeConfiguration configuration, ErratumId accepted)
{
    private static readonly Instruction MonitorsReturn = new(Opcode.ERET);

    private readonly InstructionExecution _instructions = new(configuration, accepted);

    public void Run(in ScenarioAction action, Expectation expectation)
    {
        EnterMonitor(action, expectation[0]);
        var hasEvents = action.HasEvents;
        for (var i = 0; i < expectation.Count; i++)
        {
            var outcome = expectation[i];
            while (!outcome.Block.Finished)
                AtBoundary(action, hasEvents, outcome, expectation);
            outcome.EndContexts();
        }
    }

    private void EnterMonitor(in ScenarioAction action, Outcome outcome)
    {
        outcome.Block = new BlockState
        {
            Pc = GuestLayout.MonitorEret,
            Elr = GuestLayout.Slot(action.Slot),
            Spsr = action.EntrySpsr,
            El = 1,
            Sp = true,
            D = true,
            Stepped = Possibility.No,
        };
        outcome.BeginContext();
        KvmMdscrHigh.AtEntry(ref outcome.Guest, accepted);
        if ((outcome.Guest.Mdscr & (MDSCR_EL1.SS | MDSCR_EL1.MDE)) == 0)
            return;
        // That nothing is generated although something is armed rests on the lock.
        if (outcome.Guest.OsLock)
            outcome.Rules |= RuleId.OSL_6;
        if (outcome.Guest.DoubleLockStatus)
            outcome.Rules |= RuleId.DLK_1;
    }

    private void AtBoundary(in ScenarioAction action, bool hasEvents, Outcome outcome, Expectation expectation)
    {
        ref var block = ref outcome.Block;
        var position = PositionInBlock(action, block.Pc);
        hasEvents &= position >= 0;
        if (hasEvents)
            OutsideEvent(action, position, outcome, expectation);
        if (block.UserspaceStepPending)
        {
            DebugExceptions.UserspaceStep(outcome, accepted);
            // Userspace goes on stepping until the PC has left the block.
            if (position < 0)
            {
                block.Finished = true;
                return;
            }
        }
        if (hasEvents)
            GuestDebugEvent(action, position, outcome);
        var stepped = Possibility.No;
        if (IsArmed(outcome) && IsTakenBeforeInstruction(outcome, expectation, out stepped))
            return;
        if (IsVector(block.Pc))
        {
            block.Finished = true;
            return;
        }
        if (block.IL)
        {
            outcome.Rules |= RuleId.ILL_1;
            ExceptionEntry.Take(outcome, accepted, ExceptionClass.IllegalState, 0, block.Pc);
            return;
        }
        Execute(action, position, stepped, outcome, expectation);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Execute(in ScenarioAction action, int position, Possibility stepped, Outcome outcome, Expectation expectation)
    {
        ref var block = ref outcome.Block;
        if (block.Pc == GuestLayout.MonitorEret)
        {
            _instructions.Execute(MonitorsReturn, 0, stepped, outcome, expectation);
        }
        else if (position >= 0 && (block.PositionsDone >> position & 1) == 0)
        {
            block.PositionsDone |= (byte)(1 << position);
            _instructions.Execute(action.InstructionAt(position), position, stepped, outcome, expectation);
        }
        else if (position < 0 && GuestLayout.IsInSlot(block.Pc, out _) && (block.Pc & 3) == 0)
        {
            _instructions.Execute(ScenarioAction.Terminator, 0, stepped, outcome, expectation);
        }
        else
        {
            Spin(outcome, expectation);
        }
    }

    /// <summary>Whether anything at all could be taken before an instruction. Most often nothing is armed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsArmed(Outcome outcome) =>
        outcome.Guest.GuestDebug != GuestDebugFlags.None || Views.MayHaveMdscr(outcome, MDSCR_EL1.SS | MDSCR_EL1.MDE) || outcome.Block.Stepped.MayBe();

    /// <summary>DBG-7: a pending Software Step, then a breakpoint. Returns whether the behaviour is decided; if it is not, <paramref name="stepped"/> is
    /// whether the instruction runs in the active-not-pending state.</summary>
    private bool IsTakenBeforeInstruction(Outcome outcome, Expectation expectation, out Possibility stepped)
    {
        stepped = Possibility.No;
        if (outcome.Guest.GuestDebug == GuestDebugFlags.None)
        {
            var enabled = StepEnabled(outcome);
            if (StepOrContinue(enabled, outcome, expectation))
                return true;
            stepped = DebugExceptionGate.ActiveNotPending(enabled, outcome.Block);
        }
        return BreakpointOrContinue(outcome, expectation);
    }

    private static Possibility StepEnabled(Outcome outcome)
    {
        if (!Views.MayHaveMdscr(outcome, MDSCR_EL1.SS))
            return Possibility.No;
        var question = default(StepEnabled);
        return Views.Ask(outcome, ref question);
    }

    /// <summary>SST-1. Returns whether the behaviour is decided.</summary>
    private bool StepOrContinue(Possibility enabled, Outcome outcome, Expectation expectation)
    {
        var due = QemuDeviations.StepDue(DebugExceptionGate.ActivePending(enabled, outcome.Block), outcome, accepted);
        if (due == Possibility.No)
            return false;
        if (due == Possibility.Either)
        {
            outcome.Rules |= RuleId.OSL_12;
            DebugExceptions.OwnStep(expectation.Fork(outcome), accepted);
            return false;
        }
        DebugExceptions.OwnStep(outcome, accepted);
        return true;
    }

    /// <summary>DBG-2 for the guest, VMM-3 for userspace. Returns whether the behaviour is decided.</summary>
    private bool BreakpointOrContinue(Outcome outcome, Expectation expectation)
    {
        var match = Possibility.No;
        if (outcome.Guest.GuestDebug != GuestDebugFlags.None)
        {
            match = UserspaceDebugging.Breakpoint(outcome, configuration);
        }
        else if (Views.MayHaveMdscr(outcome, MDSCR_EL1.MDE))
        {
            var question = new OwnBreakpoint(configuration, userspaceDebugs: false);
            match = QemuDeviations.Breakpoint(Views.Ask(outcome, ref question), outcome, configuration, accepted);
        }
        if (match == Possibility.No)
            return false;
        var taker = match == Possibility.Either ? expectation.Fork(outcome) : outcome;
        DebugExceptions.Breakpoint(taker, accepted);
        return match == Possibility.Yes;
    }

    /// <summary>Preempt, Reenter and Migrate: the guest must not tell, but the syndrome of a pending step may be lost.</summary>
    private void OutsideEvent(in ScenarioAction action, int position, Outcome outcome, Expectation expectation)
    {
        ref var block = ref outcome.Block;
        var kind = action.EventAt(position).Kind;
        if (kind is BoundaryEventKind.None or BoundaryEventKind.SetGuestDebug || (block.EventsDone >> position & 1) != 0)
            return;
        block.EventsDone |= (byte)(1 << position);
        block.SyndromeUnknown = true;
        block.Unsynchronized.Synchronize();
        outcome.Guest.TdccStale = false;
        outcome.Rules |= kind == BoundaryEventKind.Migrate ? RuleId.VMM_7 : RuleId.VMM_8;
        if (kind == BoundaryEventKind.Migrate && block.UserspaceStepPending)
        {
            // VMM-7 speaks of the guest; whether a fresh vCPU knows that userspace's step is due is left open.
            expectation.Fork(outcome).Block.UserspaceStepPending = false;
        }
        else if (block.UserspaceStepPending && (accepted & ErratumId.KvmPendingStepLost) != 0)
        {
            var lost = expectation.Fork(outcome);
            lost.Block.UserspaceStepPending = false;
            lost.Errata |= ErratumId.KvmPendingStepLost;
        }
        KvmStepState.AtExit(outcome, outcome.Guest.GuestDebug, accepted);
    }

    private void GuestDebugEvent(in ScenarioAction action, int position, Outcome outcome)
    {
        ref var block = ref outcome.Block;
        var boundaryEvent = action.EventAt(position);
        if (boundaryEvent.Kind != BoundaryEventKind.SetGuestDebug || (block.EventsDone >> position & 1) != 0)
            return;
        block.EventsDone |= (byte)(1 << position);
        block.SyndromeUnknown = true;
        block.Unsynchronized.Synchronize();
        outcome.Rules |= RuleId.VMM_5;
        var before = outcome.Guest.GuestDebug;
        UserspaceInterface.ApplyFlags(ref outcome.Guest, boundaryEvent.Control);
        outcome.ChangeContext();
        outcome.Guest.TdccStale = false;
        KvmMdscrHigh.AtEntry(ref outcome.Guest, accepted);
        KvmStepState.AtExit(outcome, before, accepted);
        // The hypervisor's own exception return obeys SST-4: where step is not enabled it can't give back PSTATE.SS = 1.
        if (outcome.Guest.GuestDebug == GuestDebugFlags.None && block.SS && !DebugExceptionGate.StepEnabled(outcome.Guest, block.El, block.D))
            block.SsUnknown = true;
    }

    /// <summary>An exception return to an instruction that has run already: such a program loops, or shows the same end for different
    /// pasts. It is no test.</summary>
    private static void Spin(Outcome outcome, Expectation expectation)
    {
        outcome.Add().Kind = ObservedEventKind.Spin;
        outcome.Rules |= RuleId.RUN_1;
        outcome.Block.Finished = true;
        expectation.Spins = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PositionInBlock(in ScenarioAction action, ulong pc)
    {
        var offset = pc - GuestLayout.Slot(action.Slot);
        return offset <= 4UL * action.Length && (offset & 3) == 0 ? (int)(offset >> 2) : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsVector(ulong pc) => pc - GuestLayout.Vectors < 0x800;
}
