using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;
using static OsLockConformance.Tests.Kvm.Acts;

namespace OsLockConformance.Tests.Kvm;

/// <summary>For each planted fault a scenario that shows it.</summary>
internal static class FaultScenarios
{
    public static ScenarioAction[] Of(FaultId fault) => fault switch
    {
        FaultId.MdeNotClearedByLock or FaultId.OwnerIgnoresLock or FaultId.OslarWithoutReload or FaultId.OslarReloadsBeforeUpdate
            or FaultId.ExternalMdscrKeepsMde
            => [GuestBreakpoint(), Mdscr(MDE), OsLock, El0(Nop)],
        FaultId.StepNotBlockedByLock or FaultId.ExternalMdscrKeepsSS
            => [Mdscr(SS), OsLock, El0(Nop, Nop) with { SS = true }],
        FaultId.TdaNotSetByLock
            => [OsLock, El1(Msr(RegisterId.MDSCR_EL1, MDE), Msr(RegisterId.MDSCR_EL1, MDE | KDE)), El1(Mrs(RegisterId.OSLSR_EL1), Mrs(RegisterId.MDSCR_EL1))],
        FaultId.LockRoutesDebugExceptions
            => [OsLock, El1(Brk(5))],
        FaultId.DebugPtrNotReset
            => [GuestDebug(Hw, BreakpointAt(C)), El1(Nop), GuestDebug(GuestDebugFlags.None), El1(Msr(RegisterId.DBGBVRn_EL1, A), Mrs(RegisterId.DBGBVRn_EL1))],
        FaultId.MdscrNotRestoredAfterLock
            => [Mdscr(MDE), OsLock, OsUnlock, El1(Mrs(RegisterId.MDSCR_EL1))],
        FaultId.MdeDoesNotMakeDirty or FaultId.OwnerIgnoresMde
            => [GuestBreakpoint(), Mdscr(MDE), Preempt, El0(Nop)],
        FaultId.PendingStepForgotten or FaultId.HostStepPendingForgotten
            => [GuestDebug(Step), El0(Nop, Nop) with { E1 = On(BoundaryEventKind.Preempt) }],
        FaultId.PendingStepNotClearedByExit or FaultId.StepExitLeavesStepPending
            => [GuestDebug(Step), El0(Nop)],
        FaultId.PendingStepCheckedAfterRestore
            => [GuestDebug(Step), El0(Brk(1)), El0(Nop)],
        FaultId.PstateSSNotRestored
            => [Mdscr(SS), El0(Nop, Nop, Nop) with { SS = true, E0 = Sets(Enable), E1 = Sets(GuestDebugFlags.None) }],
        FaultId.GuestStepStateNotGivenBack
            => [Mdscr(SS), El0(Nop, Nop, Nop) with { E0 = Sets(Step), E1 = Sets(GuestDebugFlags.None) }],
        FaultId.MdccintNotSaved
            => [El1(Msr(RegisterId.MDCCINT_EL1, 1UL << 30), Msr(RegisterId.MDCCINT_EL1, 1UL << 29)), Reenter, El1(Mrs(RegisterId.MDCCINT_EL1))],
        FaultId.ZeroMdccintNotLoaded
            => [El1(Msr(RegisterId.DBGBVRn_EL1, A), Mrs(RegisterId.MDCCINT_EL1))],
        FaultId.HostMdccintNotRestored
            => [El1(Msr(RegisterId.MDCCINT_EL1, 1UL << 30)), Preempt],
        FaultId.HostLastBreakpointNotRestored
            => [El1(Msr(RegisterId.DBGBVRn_EL1, A, 5)), Preempt],
        FaultId.WcrLoadedFromBcr
            => [El1(Msr(RegisterId.DBGWCRn_EL1, WatchEl1), Mrs(RegisterId.DBGWCRn_EL1))],
        FaultId.OslarAnyBitLocks
            => [El1(Msr(RegisterId.OSLAR_EL1, 2), Mrs(RegisterId.OSLSR_EL1))],
        FaultId.OslkInWrongBit
            => [El1(Msr(RegisterId.OSLAR_EL1, 1), Mrs(RegisterId.OSLSR_EL1))],
        FaultId.OslsrUserUnchecked
            => [SetOneReg(RegisterId.OSLSR_EL1, 0xF)],
        FaultId.SkipKeepsPstateSS
            => [Mdscr(SS | KDE), El1(Mrs(RegisterId.OSLSR_EL1), Nop) with { D = false, SS = true }],
        FaultId.WatchpointExitWithoutFar
            => [GuestDebug(Hw, WatchpointAt(Cell)), El1(Ldr)],
        FaultId.UnknownControlAccepted
            => [GuestDebug(Enable | GuestDebugFlags.Unknown)],
        FaultId.WvrTrapReachesBvr
            => [El1(Msr(RegisterId.DBGWVRn_EL1, Cell), Mrs(RegisterId.DBGWVRn_EL1))],
        FaultId.MdccintTrapReachesMdscr
            => [El1(Msr(RegisterId.MDCCINT_EL1, 1UL << 30), Mrs(RegisterId.MDCCINT_EL1))],
        FaultId.Dfr0SwapsCounts
            => [El1(Mrs(RegisterId.ID_AA64DFR0_EL1))],
        FaultId.RegListWithoutHighBreakpoints
            => [El1(Msr(RegisterId.DBGBVRn_EL1, A, 4)), Migrate, El1(Mrs(RegisterId.DBGBVRn_EL1, 4))],
        FaultId.OneRegWcrIsWvr
            => [El1(Msr(RegisterId.DBGWCRn_EL1, WatchEl0)), GetOneReg(RegisterId.DBGWCRn_EL1)],
        FaultId.HostMdscrNotRestored
            => [Mdscr(0), Preempt],
        FaultId.LastWatchpointNotSaved
            => [El1(Msr(RegisterId.DBGWVRn_EL1, A, 3), Msr(RegisterId.DBGWVRn_EL1, B, 3)), Reenter, El1(Mrs(RegisterId.DBGWVRn_EL1, 3))],
        FaultId.ContextidrNotLoaded
            => [El1(Msr(RegisterId.CONTEXTIDR_EL1, 7)), Preempt, El1(Mrs(RegisterId.CONTEXTIDR_EL1))],
        FaultId.UndefSkipsInstruction or FaultId.UndefWithoutIL
            => [El1(Mrs(RegisterId.OSECCR_EL1))],
        FaultId.TdeOnlyForHardwareDebug or FaultId.DebugExitWithoutIss
            => [GuestDebug(SwBp), El1(Brk(5))],
        FaultId.HostOwnerLoadsGuestRegisters or FaultId.ExternalMdscrWithoutMde
            => [GuestDebug(Hw, BreakpointAt(B)), El0(Nop)],
        FaultId.GuestTakesOwnershipFromHost
            => [GuestBreakpoint(), Mdscr(MDE), OsLock, El1(Mrs(RegisterId.DBGBVRn_EL1)), El0(Nop)],
        FaultId.FreeRegistersNotTrapped
            => [El1(Mrs(RegisterId.DBGBVRn_EL1))],
        FaultId.GuestOwnerDropsTdosa
            => [El1(Msr(RegisterId.DBGBVRn_EL1, A), Msr(RegisterId.OSLAR_EL1, 1))],
        FaultId.OslarNeverUnlocks
            => [OsLock, OsUnlock, El1(Mrs(RegisterId.OSLSR_EL1))],
        FaultId.OslsrUserMaskInverted
            => [SetOneReg(RegisterId.OSLSR_EL1, 0xA)],
        FaultId.DisableKeepsGuestDebug
            => [GuestDebug(SwBp), GuestDebug(GuestDebugFlags.None), El1(Brk(5))],
        FaultId.ExternalStateNotReplaced
            => [GuestDebug(Hw, BreakpointAt(A)), GuestDebug(Hw, BreakpointAt(B)), El0(Nop)],
        FaultId.ExternalStateOfFirstVm
            => [SwitchVm, GuestDebug(Hw, BreakpointAt(B)), El0(Nop)],
        FaultId.BcrTrapUsesIndexZero
            => [El1(Msr(RegisterId.DBGBCRn_EL1, BreakEl1, 1), Mrs(RegisterId.DBGBCRn_EL1, 1))],
        FaultId.OneRegMdscrTruncated
            => [SetOneReg(RegisterId.MDSCR_EL1, MDSCR_EL1.EnSPM | KDE), GetOneReg(RegisterId.MDSCR_EL1)],
        FaultId.RegListWithoutOslsr
            => [OsLock, Migrate, El1(Mrs(RegisterId.OSLSR_EL1))],
        FaultId.ResetClearsOslm
            => [El1(Mrs(RegisterId.OSLSR_EL1))],
        FaultId.DbgprcrReachesHardware
            => [El1(Msr(RegisterId.DBGPRCR_EL1, 1)), Preempt],
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A planted fault without a scenario."),
    };
}
