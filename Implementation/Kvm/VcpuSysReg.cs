namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// The system registers of a vCPU's context: the kernel's <c>enum vcpu_sysreg</c> in the order that it had when the OS Lock
/// series was posted, without what comes after OSLSR_EL1. The numbers matter to one profile: oslock-v1 writes the index of
/// OSLSR_EL1 (25) into register number 8, which is TTBR1_EL1, or 10, which is ESR_EL1.
/// </summary>
internal enum VcpuSysReg : byte
{
    Invalid,
    MPIDR_EL1,
    CSSELR_EL1,
    SCTLR_EL1,
    ACTLR_EL1,
    CPACR_EL1,
    ZCR_EL1,
    TTBR0_EL1,
    TTBR1_EL1,
    TCR_EL1,
    ESR_EL1,
    AFSR0_EL1,
    AFSR1_EL1,
    FAR_EL1,
    MAIR_EL1,
    VBAR_EL1,
    CONTEXTIDR_EL1,
    TPIDR_EL0,
    TPIDRRO_EL0,
    TPIDR_EL1,
    AMAIR_EL1,
    CNTKCTL_EL1,
    PAR_EL1,
    MDSCR_EL1,
    MDCCINT_EL1,
    OSLSR_EL1,
    /// <summary>Kept beside the general-purpose registers until 5.10, in the array since.</summary>
    ELR_EL1,
    /// <summary>As <see cref="ELR_EL1"/>.</summary>
    SPSR_EL1,
    /// <summary>How many there are: NR_SYS_REGS.</summary>
    Count,
}
