namespace OsLockConformance.Implementation.Faults;

/// <summary>The planted faults; each is looked at in the one place of the KVM code where it bites.</summary>
public enum FaultId : byte
{
    /// <summary>No fault.</summary>
    None,
    /// <summary>While the guest holds the OS Lock, MDSCR_EL1.MDE is not cleared for it.</summary>
    MdeNotClearedByLock,
    /// <summary>While the guest holds the OS Lock, MDSCR_EL1.SS is not cleared for it.</summary>
    StepNotBlockedByLock,
    /// <summary>While the guest holds the OS Lock, its debug register accesses trap only if DEBUG_DIRTY is clear.</summary>
    TdaNotSetByLock,
    /// <summary>While the guest holds the OS Lock, MDCR_EL2.TDE is set, so its BRK exits to userspace.</summary>
    LockRoutesDebugExceptions,
    /// <summary>After an exit with USE_HW, debug_ptr keeps pointing at the registers of userspace.</summary>
    DebugPtrNotReset,
    /// <summary>kvm_arm_clear_debug() restores MDSCR_EL1 if userspace debugs, not if the guest holds the OS Lock.</summary>
    MdscrNotRestoredAfterLock,
    /// <summary>KDE and MDE do not make the debug registers dirty, so the guest's breakpoints are not loaded.</summary>
    MdeDoesNotMakeDirty,
    /// <summary>A step of userspace that is pending at an exit is not recorded in DBG_SS_ACTIVE_PENDING.</summary>
    PendingStepForgotten,
    /// <summary>The exit for a step leaves DBG_SS_ACTIVE_PENDING set.</summary>
    PendingStepNotClearedByExit,
    /// <summary>kvm_arm_clear_debug() looks at PSTATE.SS after the guest's has been restored.</summary>
    PendingStepCheckedAfterRestore,
    /// <summary>kvm_arm_clear_debug() does not restore the guest's PSTATE.SS.</summary>
    PstateSSNotRestored,
    /// <summary>__debug_save_state() does not save the guest's MDCCINT_EL1.</summary>
    MdccintNotSaved,
    /// <summary>__debug_restore_state() loads the guest's MDCCINT_EL1 only if it is not zero.</summary>
    ZeroMdccintNotLoaded,
    /// <summary>The host's MDCCINT_EL1 is not restored after the guest had the debug registers.</summary>
    HostMdccintNotRestored,
    /// <summary>The host's last breakpoint is not restored: the number of breakpoints is off by one.</summary>
    HostLastBreakpointNotRestored,
    /// <summary>__debug_restore_state() loads DBGWCR&lt;n&gt;_EL1 with the guest's DBGBCR&lt;n&gt;_EL1.</summary>
    WcrLoadedFromBcr,
    /// <summary>A write of OSLAR_EL1 locks if any bit of the value is set.</summary>
    OslarAnyBitLocks,
    /// <summary>A write of OSLAR_EL1 changes bit 0 of OSLSR_EL1 instead of OSLK.</summary>
    OslkInWrongBit,
    /// <summary>Userspace can write any value to OSLSR_EL1.</summary>
    OslsrUserUnchecked,
    /// <summary>kvm_skip_instr() does not clear PSTATE.SS, so a step over an emulated instruction takes two.</summary>
    SkipKeepsPstateSS,
    /// <summary>A debug exit for a watchpoint does not report FAR_EL2.</summary>
    WatchpointExitWithoutFar,
    /// <summary>KVM_SET_GUEST_DEBUG accepts control bits that it does not know.</summary>
    UnknownControlAccepted,
    /// <summary>A trapped access of DBGWVR&lt;n&gt;_EL1 reaches DBGBVR&lt;n&gt;_EL1.</summary>
    WvrTrapReachesBvr,
    /// <summary>A trapped access of MDCCINT_EL1 reaches MDSCR_EL1.</summary>
    MdccintTrapReachesMdscr,
    /// <summary>ID_AA64DFR0_EL1 says the number of watchpoints in BRPs and that of breakpoints in WRPs.</summary>
    Dfr0SwapsCounts,
    /// <summary>ONE_REG's list ends at breakpoint 3, so migration loses the rest.</summary>
    RegListWithoutHighBreakpoints,
    /// <summary>ONE_REG of DBGWCR&lt;n&gt;_EL1 reaches DBGWVR&lt;n&gt;_EL1.</summary>
    OneRegWcrIsWvr,
    /// <summary>The host's MDSCR_EL1 is not restored after an exit.</summary>
    HostMdscrNotRestored,
    /// <summary>The guest's last watchpoint is not saved at an exit: the number of watchpoints is off by one.</summary>
    LastWatchpointNotSaved,
    /// <summary>The guest's CONTEXTIDR_EL1 is not loaded at an entry.</summary>
    ContextidrNotLoaded,
    /// <summary>An injected UNDEFINED exception has the next instruction in ELR_EL1.</summary>
    UndefSkipsInstruction,
    /// <summary>An injected UNDEFINED exception has ESR_EL1.IL clear.</summary>
    UndefWithoutIL,
    /// <summary>MDCR_EL2.TDE is set for USE_HW only, so other debug exceptions go to the guest.</summary>
    TdeOnlyForHardwareDebug,
    /// <summary>kvm_vcpu_load_debug() does not look at the OS Lock.</summary>
    OwnerIgnoresLock,
    /// <summary>kvm_vcpu_load_debug() makes the guest the owner for KDE, not for MDE.</summary>
    OwnerIgnoresMde,
    /// <summary>kvm_vcpu_put_debug() never records that userspace's step is pending.</summary>
    HostStepPendingForgotten,
    /// <summary>kvm_vcpu_put_debug() leaves userspace's PSTATE.SS in the guest's context.</summary>
    GuestStepStateNotGivenBack,
    /// <summary>The guest's breakpoints and watchpoints are loaded even when the host owns the debug registers.</summary>
    HostOwnerLoadsGuestRegisters,
    /// <summary>A trapped access makes the guest the owner of the debug registers even when the host is.</summary>
    GuestTakesOwnershipFromHost,
    /// <summary>The exit for a step does not set PSTATE.SS, so the step stays pending.</summary>
    StepExitLeavesStepPending,
    /// <summary>The MDSCR_EL1 that the host runs the guest with keeps the guest's MDE.</summary>
    ExternalMdscrKeepsMde,
    /// <summary>The MDSCR_EL1 that the host runs the guest with keeps the guest's SS.</summary>
    ExternalMdscrKeepsSS,
    /// <summary>With USE_HW the MDSCR_EL1 that the host runs the guest with gets KDE and not MDE.</summary>
    ExternalMdscrWithoutMde,
    /// <summary>Debug register accesses trap only if the host owns the registers, not if nobody does.</summary>
    FreeRegistersNotTrapped,
    /// <summary>MDCR_EL2.TDOSA is clear while the guest owns the debug registers.</summary>
    GuestOwnerDropsTdosa,
    /// <summary>A write of OSLAR_EL1 with bit 0 clear does not unlock.</summary>
    OslarNeverUnlocks,
    /// <summary>A write of OSLAR_EL1 does not choose the owner of the debug registers anew.</summary>
    OslarWithoutReload,
    /// <summary>A write of OSLAR_EL1 chooses the owner of the debug registers before it changes OSLK.</summary>
    OslarReloadsBeforeUpdate,
    /// <summary>Userspace can change every bit of OSLSR_EL1 but OSLK.</summary>
    OslsrUserMaskInverted,
    /// <summary>hsr of a debug exit has an ISS of zero.</summary>
    DebugExitWithoutIss,
    /// <summary>KVM_SET_GUEST_DEBUG without ENABLE leaves guest_debug as it was.</summary>
    DisableKeepsGuestDebug,
    /// <summary>KVM_SET_GUEST_DEBUG keeps the old breakpoints and watchpoints if USE_HW was set before.</summary>
    ExternalStateNotReplaced,
    /// <summary>KVM_SET_GUEST_DEBUG stores the breakpoints and watchpoints with the first virtual machine's vCPU.</summary>
    ExternalStateOfFirstVm,
    /// <summary>A trapped access of DBGBCR&lt;n&gt;_EL1 reaches DBGBCR0_EL1.</summary>
    BcrTrapUsesIndexZero,
    /// <summary>KVM_GET_ONE_REG of MDSCR_EL1 returns its low half.</summary>
    OneRegMdscrTruncated,
    /// <summary>ONE_REG's list does not have OSLSR_EL1, so migration unlocks.</summary>
    RegListWithoutOslsr,
    /// <summary>KVM_ARM_VCPU_INIT makes OSLSR_EL1 zero, OSLM included.</summary>
    ResetClearsOslm,
    /// <summary>A write of DBGPRCR_EL1 goes to the physical register.</summary>
    DbgprcrReachesHardware,
}
