namespace OsLockConformance.Model.Errata;

/// <summary>
/// Declared deviations, as flags: a set of accepted errata is one value. The model looks at a flag where the deviation shows;
/// text, versions and witness are in <see cref="ErratumCatalogue"/>.
/// </summary>
[Flags]
public enum ErratumId : ulong
{
    /// <summary>No deviation.</summary>
    None = 0,
    /// <summary>KVM: the OS Lock is unlocked after vCPU creation and init.</summary>
    KvmInitUnlocked = 1UL << 0,
    /// <summary>KVM: vCPU init resets the debug registers that a warm reset keeps.</summary>
    KvmInitClearsDebugRegisters = 1UL << 1,
    /// <summary>KVM: the save/restore fields of MDSCR_EL1 are not gated by the lock.</summary>
    KvmMdscrNotGated = 1UL << 2,
    /// <summary>KVM up to 6.13: MDSCR_EL1[63:32] are lost.</summary>
    KvmMdscrHighLost = 1UL << 3,
    /// <summary>KVM: OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are UNDEFINED where they trap.</summary>
    KvmTransferRegistersUndefined = 1UL << 4,
    /// <summary>KVM: claim tags are RAZ/WI where they trap and the physical ones where they do not.</summary>
    KvmClaimTags = 1UL << 5,
    /// <summary>KVM: DBGPRCR_EL1 is RAZ/WI.</summary>
    KvmDbgprcr = 1UL << 6,
    /// <summary>KVM: OSDLR_EL1 is RAZ/WI even with FEAT_DoubleLock.</summary>
    KvmOsdlr = 1UL << 7,
    /// <summary>KVM: a Software Step exception after an emulated instruction has ISV = 0.</summary>
    KvmStepSyndrome = 1UL << 8,
    /// <summary>KVM up to 5.18: userspace debugging does not keep the guest's PSTATE.SS.</summary>
    KvmStepStateLost = 1UL << 9,
    /// <summary>KVM up to 5.18: userspace's step is lost if the vCPU is left while it is pending.</summary>
    KvmPendingStepLost = 1UL << 10,
    /// <summary>KVM 6.1 to 6.13: at every exit PSTATE.SS becomes what it was at the entry.</summary>
    KvmStepStateStale = 1UL << 11,
    /// <summary>KVM from 6.14: userspace debugging without single-step does not keep the guest's PSTATE.SS.</summary>
    KvmStepStateLostWithoutSingleStep = 1UL << 12,
    /// <summary>KVM from 6.14: MDSCR_EL1.TDCC takes effect late while the host owns the debug registers.</summary>
    KvmTdccStale = 1UL << 13,
    /// <summary>KVM before debug register accesses trapped while locked: OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are UNDEFINED now and then.</summary>
    KvmTransferRegistersSometimesUndefined = 1UL << 14,
    /// <summary>KVM: while userspace debugs, SPSR_EL1.SS of the guest's exceptions is the hardware's.</summary>
    KvmSpsrStepBit = 1UL << 15,
    /// <summary>KVM up to 6.3: the FAR of a watchpoint exit to userspace is that of an earlier fault.</summary>
    KvmWatchpointFarStale = 1UL << 16,
    /// <summary>QEMU: Breakpoint exceptions are taken from EL1 while the OS Lock is locked.</summary>
    QemuLockIgnoredBreakpointEl1 = 1UL << 32,
    /// <summary>QEMU: Breakpoint exceptions are taken from EL0 while the OS Lock is locked.</summary>
    QemuLockIgnoredBreakpointEl0 = 1UL << 33,
    /// <summary>QEMU: Watchpoint exceptions are taken from EL1 while the OS Lock is locked.</summary>
    QemuLockIgnoredWatchpointEl1 = 1UL << 34,
    /// <summary>QEMU: Watchpoint exceptions are taken from EL0 while the OS Lock is locked.</summary>
    QemuLockIgnoredWatchpointEl0 = 1UL << 35,
    /// <summary>QEMU: Software Step exceptions are taken from EL1 while the OS Lock is locked.</summary>
    QemuLockIgnoredStepEl1 = 1UL << 36,
    /// <summary>QEMU: Software Step exceptions are taken from EL0 while the OS Lock is locked.</summary>
    QemuLockIgnoredStepEl0 = 1UL << 37,
    /// <summary>QEMU: the save/restore fields of MDSCR_EL1 are not gated by the lock.</summary>
    QemuMdscrNotGated = 1UL << 38,
    /// <summary>QEMU 7.2: OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are UNDEFINED.</summary>
    QemuTransferRegistersUndefined = 1UL << 39,
    /// <summary>QEMU: OSECCR_EL1, OSDTRRX_EL1 and OSDTRTX_EL1 are RAZ/WI.</summary>
    QemuTransferRegistersZero = 1UL << 40,
    /// <summary>QEMU 7.2: the claim tags are UNDEFINED.</summary>
    QemuClaimTagsUndefined = 1UL << 41,
    /// <summary>QEMU: DBGPRCR_EL1 and DBGAUTHSTATUS_EL1 are UNDEFINED.</summary>
    QemuPowerControlUndefined = 1UL << 42,
    /// <summary>QEMU: MDCCINT_EL1 holds nothing.</summary>
    QemuMdccint = 1UL << 43,
    /// <summary>QEMU: op1 and op2 are swapped in the syndrome of DAIFSet and DAIFClr at EL0.</summary>
    QemuDaifSyndrome = 1UL << 44,
    /// <summary>QEMU 7.2: MDSCR_EL1.TDCC traps nothing.</summary>
    QemuTdccIgnored = 1UL << 45,
    /// <summary>QEMU: a step exception is taken although the stepped instruction disabled it.</summary>
    QemuStepDecidedBefore = 1UL << 46,
    /// <summary>QEMU: an illegal exception return clears PSTATE.SS.</summary>
    QemuIllegalReturnClearsStep = 1UL << 47,
    /// <summary>QEMU: breakpoints that compare only the context never match.</summary>
    QemuContextBreakpoints = 1UL << 48,
    /// <summary>QEMU: that a watchpoint was hit is remembered: a later hit of it has WnR = 1 though it is a load, and it counts as hit
    /// when the access hits another watchpoint that has no match.</summary>
    QemuWatchpointHitsRemembered = 1UL << 49,

    /// <summary>The save/restore fields of MDSCR_EL1 are not gated, on any implementation.</summary>
    MdscrNotGated = KvmMdscrNotGated | QemuMdscrNotGated,

    /// <summary>The OS Lock blocks no debug exception, of any kind and at any Exception level.</summary>
    QemuLockIgnored = QemuLockIgnoredBreakpointEl1 | QemuLockIgnoredBreakpointEl0 | QemuLockIgnoredWatchpointEl1
        | QemuLockIgnoredWatchpointEl0 | QemuLockIgnoredStepEl1 | QemuLockIgnoredStepEl0,
}
