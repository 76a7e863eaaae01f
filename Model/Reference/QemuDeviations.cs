using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>Where accepted errata of QEMU's Arm emulator make the model expect something else than the rule.</summary>
internal static class QemuDeviations
{
    /// <summary>The erratum because of which a breakpoint fires at an Exception level while locked.</summary>
    public static ErratumId LockIgnoredByBreakpoints(int el) => el == 0 ? ErratumId.QemuLockIgnoredBreakpointEl0 : ErratumId.QemuLockIgnoredBreakpointEl1;

    /// <summary>As <see cref="LockIgnoredByBreakpoints"/>, for watchpoints.</summary>
    public static ErratumId LockIgnoredByWatchpoints(int el) => el == 0 ? ErratumId.QemuLockIgnoredWatchpointEl0 : ErratumId.QemuLockIgnoredWatchpointEl1;

    /// <summary>As <see cref="LockIgnoredByBreakpoints"/>, for Software Step.</summary>
    public static ErratumId LockIgnoredByStep(int el) => el == 0 ? ErratumId.QemuLockIgnoredStepEl0 : ErratumId.QemuLockIgnoredStepEl1;

    /// <summary>A debug exception was taken, or PSTATE.SS was set, perhaps while locked: notes the erratum that it took then.</summary>
    public static void NoteWhileLocked(Outcome outcome, ErratumId lockIgnored)
    {
        if (outcome.Guest.OsLock)
            outcome.Errata |= outcome.Guest.LockIgnored & lockIgnored;
    }

    /// <summary>The erratum because of which a register that the PE has is UNDEFINED at EL1; None if it is defined.</summary>
    public static ErratumId Missing(RegisterId register, ErratumId accepted) => accepted & register switch
    {
        RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1 => ErratumId.QemuTransferRegistersUndefined,
        RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1 => ErratumId.QemuClaimTagsUndefined,
        RegisterId.DBGPRCR_EL1 or RegisterId.DBGAUTHSTATUS_EL1 => ErratumId.QemuPowerControlUndefined,
        _ => ErratumId.None,
    };

    /// <summary>The syndrome of DAIFSet and DAIFClr at EL0 has op1 and op2 in each other's place.</summary>
    public static RegisterEncoding MaskEncoding(RegisterEncoding right, Outcome outcome, ErratumId accepted)
    {
        if ((accepted & ErratumId.QemuDaifSyndrome) == 0)
            return right;
        outcome.Errata |= ErratumId.QemuDaifSyndrome;
        return new RegisterEncoding((ushort)((right.Op2 << 11) | (right.CRn << 7) | (right.CRm << 3) | right.Op1));
    }

    /// <summary>The step exception after a stepped instruction is decided before that instruction runs: what the instruction itself
    /// masks, disables or returns to does not count.</summary>
    public static Possibility StepDue(Possibility due, Outcome outcome, ErratumId accepted)
    {
        if ((accepted & ErratumId.QemuStepDecidedBefore) == 0 || due == Possibility.Yes || !outcome.Block.Stepped.MayBe())
            return due;
        outcome.Errata |= ErratumId.QemuStepDecidedBefore;
        return Possibility.Either;
    }

    /// <summary>The bits of a Watchpoint exception's syndrome that are compared: for a load not WnR, which a store before may have left.</summary>
    public static uint WatchpointMask(uint mask, bool isStore, Outcome outcome, ErratumId accepted)
    {
        if (isStore || (accepted & ErratumId.QemuWatchpointHitsRemembered) == 0)
            return mask;
        outcome.Errata |= ErratumId.QemuWatchpointHitsRemembered;
        return mask & ~ESR_ELx.WnR;
    }

    /// <summary>The highest FAR of a Watchpoint exception: with a remembered hit it is the address of any watchpoint that the access meets, excluded
    /// or not.</summary>
    public static ulong HighestWatched(ulong highest, in Instruction access, Outcome outcome, ErratumId accepted)
    {
        if ((accepted & ErratumId.QemuWatchpointHitsRemembered) == 0 || EnabledWatchpoints(outcome) < 2)
            return highest;
        outcome.Errata |= ErratumId.QemuWatchpointHitsRemembered;
        return access.Value + (ulong)access.AccessSize - 1;
    }

    /// <summary>An access whose bytes a watchpoint selects, but which that watchpoint's link or privilege excludes, may meet the memory of
    /// an earlier hit of another one.</summary>
    public static Possibility Watchpoint(Possibility match, Outcome outcome, ErratumId accepted)
    {
        ref var block = ref outcome.Block;
        if (match != Possibility.No || (accepted & ErratumId.QemuWatchpointHitsRemembered) == 0
            || !DebugExceptionGate.WatchpointsEnabled(outcome.Guest, block, userspaceDebugs: false))
            return match;
        if (EnabledWatchpoints(outcome) < 2)
            return match;
        outcome.Errata |= ErratumId.QemuWatchpointHitsRemembered;
        return Possibility.Either;
    }

    /// <summary>Breakpoints that compare only the context never match.</summary>
    public static Possibility Breakpoint(Possibility match, Outcome outcome, PeConfiguration configuration, ErratumId accepted)
    {
        if ((accepted & ErratumId.QemuContextBreakpoints) == 0 || match == Possibility.No)
            return match;
        for (var n = configuration.FirstContextAware; n < configuration.Breakpoints; n++)
        {
            if ((outcome.Guest.Debug.Bcr[n] & 1) != 0 && DBGBCR_EL1.BT.Extract(outcome.Guest.Debug.Bcr[n]) == 2)
            {
                outcome.Errata |= ErratumId.QemuContextBreakpoints;
                return Possibility.Either;
            }
        }
        return match;
    }

    private static uint EnabledWatchpoints(Outcome outcome)
    {
        var enabled = 0u;
        for (var n = 0; n < PeLimits.MaximumWatchpoints; n++)
            enabled += outcome.Guest.Debug.Wcr[n] & 1;
        return enabled;
    }
}
