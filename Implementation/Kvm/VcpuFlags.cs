namespace OsLockConformance.Implementation.Kvm;

/// <summary>The flags of a vCPU that concern debug: vcpu_get_flag(), vcpu_set_flag(), vcpu_clear_flag().</summary>
[Flags]
internal enum VcpuFlags : byte
{
    None = 0,
    /// <summary>The PC moves past the instruction at the next entry or return to userspace.</summary>
    INCREMENT_PC = 1,
    /// <summary>An exception (here always EXCEPT_AA64_EL1_SYNC) is entered at the next entry or return to userspace.</summary>
    PENDING_EXCEPTION = 2,
    /// <summary>To 6.13: the debug registers are switched at the next entry.</summary>
    DEBUG_DIRTY = 4,
    /// <summary>6.1 to 6.13: userspace's step was active-pending when the guest was left.</summary>
    DBG_SS_ACTIVE_PENDING = 8,
    /// <summary>From 6.14: userspace's step is active-pending.</summary>
    HOST_SS_ACTIVE_PENDING = 16,
    /// <summary>From 6.14: the guest's own PSTATE.SS is 0 while userspace steps.</summary>
    GUEST_SS_ACTIVE_PENDING = 32,
}
