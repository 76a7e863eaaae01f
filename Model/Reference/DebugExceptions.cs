using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// The syndromes of debug exceptions, and where they go: to the guest's EL1, or as KVM_EXIT_DEBUG to userspace while it debugs the
/// guest (VMM-1). An exit ends the block, single-step apart.
/// </summary>
internal static class DebugExceptions
{
    /// <summary>SST-1: the guest's own Software Step exception.</summary>
    public static void OwnStep(Outcome outcome, ErratumId accepted)
    {
        ref var block = ref outcome.Block;
        outcome.Rules |= RuleSet.Of(RuleId.SST_1) | RuleId.DBG_7;
        if (block.UnlockedHere)
            outcome.Rules |= RuleSet.Of(RuleId.OSL_11) | RuleId.SST_6;
        QemuDeviations.NoteWhileLocked(outcome, QemuDeviations.LockIgnoredByStep(block.El));
        var syndrome = StepSyndrome(outcome, accepted, block.Stepped, out var mask);
        var ec = block.El == 0 ? ExceptionClass.SoftwareStepLowerEl : ExceptionClass.SoftwareStepSameEl;
        ExceptionEntry.Take(outcome, accepted, ESR_ELx.Syndrome(ec, syndrome), mask, block.Pc);
    }

    /// <summary>VMM-2: the exit after an instruction that userspace stepped. Userspace may go on from here.</summary>
    public static void UserspaceStep(Outcome outcome, ErratumId accepted)
    {
        ref var block = ref outcome.Block;
        outcome.Rules |= RuleSet.Of(RuleId.VMM_1) | RuleId.VMM_2 | LockRule(outcome);
        var syndrome = StepSyndrome(outcome, accepted, Possibility.Yes, out var mask);
        ref var expected = ref outcome.Add();
        expected.Kind = ObservedEventKind.DebugExit;
        expected.Esr = ESR_ELx.Syndrome(ExceptionClass.SoftwareStepLowerEl, syndrome);
        expected.EsrMask = mask;
        expected.Elr = block.Pc;
        block.UserspaceStepPending = false;
        block.Unsynchronized.Synchronize();
        outcome.Guest.TdccStale = false;
    }

    /// <summary>DBG-2: a breakpoint, the guest's own or userspace's.</summary>
    public static void Breakpoint(Outcome outcome, ErratumId accepted)
    {
        ref var block = ref outcome.Block;
        QemuDeviations.NoteWhileLocked(outcome, QemuDeviations.LockIgnoredByBreakpoints(block.El));
        outcome.Rules |= RuleSet.Of(RuleId.DBG_1) | RuleId.DBG_2 | RuleId.DBG_4 | RuleId.DBG_5 | RuleId.DBG_7;
        Deliver(outcome, accepted, ExceptionClass.BreakpointLowerEl, ExceptionClass.BreakpointSameEl, ESR_ELx.DebugException, uint.MaxValue);
    }

    /// <summary>DBG-3: a watchpoint, the guest's own or userspace's.</summary>
    public static void Watchpoint(Outcome outcome, ErratumId accepted, in Instruction access, ulong highestWatched)
    {
        ref var block = ref outcome.Block;
        QemuDeviations.NoteWhileLocked(outcome, QemuDeviations.LockIgnoredByWatchpoints(block.El));
        outcome.Rules |= RuleSet.Of(RuleId.DBG_1) | RuleId.DBG_3 | RuleId.DBG_4 | RuleId.DBG_5 | RuleId.DBG_7;
        var isStore = access.Opcode == Opcode.STR;
        var syndrome = ESR_ELx.DebugException | (isStore ? ESR_ELx.WnR : 0);
        var mask = QemuDeviations.WatchpointMask(0xFC00_0000 | ESR_ELx.IL | ESR_ELx.WnR | ESR_ELx.FSC, isStore, outcome, accepted);
        Deliver(outcome, accepted, ExceptionClass.WatchpointLowerEl, ExceptionClass.WatchpointSameEl, syndrome, mask,
            farLow: access.Value, farHigh: QemuDeviations.HighestWatched(highestWatched, access, outcome, accepted));
    }

    /// <summary>DBG-6: BRK, never masked.</summary>
    public static void Brk(Outcome outcome, ErratumId accepted, uint immediate)
    {
        outcome.Rules |= RuleSet.Of(RuleId.DBG_6) | RuleId.OSL_7 | RuleId.SST_3;
        Deliver(outcome, accepted, ExceptionClass.Brk, ExceptionClass.Brk, immediate, uint.MaxValue);
    }

    private static void Deliver(Outcome outcome, ErratumId accepted, ExceptionClass fromLower, ExceptionClass fromSame, uint iss, uint esrMask,
        ulong farLow = 0, ulong farHigh = 0)
    {
        ref var block = ref outcome.Block;
        if (outcome.Guest.GuestDebug == GuestDebugFlags.None)
        {
            ExceptionEntry.Take(outcome, accepted, ESR_ELx.Syndrome(block.El == 0 ? fromLower : fromSame, iss), esrMask, block.Pc, farLow, farHigh);
            return;
        }
        outcome.Rules |= RuleSet.Of(RuleId.VMM_1) | RuleId.VMM_3 | LockRule(outcome);
        ref var expected = ref outcome.Add();
        expected.Kind = ObservedEventKind.DebugExit;
        expected.Esr = ESR_ELx.Syndrome(fromLower, iss);
        expected.EsrMask = esrMask;
        expected.Elr = block.Pc;
        expected.FarLow = farLow;
        expected.FarHigh = farHigh;
        if (farHigh != 0 && (accepted & ErratumId.KvmWatchpointFarStale) != 0)
        {
            expected.FarLow = 0;
            expected.FarHigh = ulong.MaxValue;
            outcome.Errata |= ErratumId.KvmWatchpointFarStale;
        }
        block.Finished = true;
    }

    private static RuleSet LockRule(Outcome outcome) => outcome.Guest.OsLock ? RuleSet.Of(RuleId.VMM_4) : default;

    /// <summary>The ISS of a Software Step exception. ISV is 1 only if the instruction just before was stepped, and EX is 1 only with
    /// ISV after a load-exclusive.</summary>
    private static uint StepSyndrome(Outcome outcome, ErratumId accepted, Possibility stepped, out uint mask)
    {
        ref var block = ref outcome.Block;
        mask = uint.MaxValue;
        if (block.SyndromeUnknown || stepped == Possibility.Either)
            mask &= ~(ESR_ELx.ISV | ESR_ELx.EX);
        if (stepped.MustBe() && block.SteppedTrappable && (accepted & ErratumId.KvmStepSyndrome) != 0)
        {
            mask &= ~ESR_ELx.ISV;
            outcome.Errata |= ErratumId.KvmStepSyndrome;
        }
        var syndrome = ESR_ELx.DebugException;
        if (stepped.MustBe())
            syndrome |= ESR_ELx.ISV | (block.SteppedExclusive ? ESR_ELx.EX : 0);
        return syndrome;
    }
}
