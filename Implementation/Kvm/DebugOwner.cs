namespace OsLockConformance.Implementation.Kvm;

/// <summary>From 6.14, who has the debug registers of the PE while the guest runs: <c>vcpu->arch.debug_owner</c>.</summary>
internal enum DebugOwner : byte
{
    /// <summary>VCPU_DEBUG_FREE: nobody; the guest's accesses trap.</summary>
    Free,
    /// <summary>VCPU_DEBUG_HOST_OWNED: userspace debugs the guest, or its OS Lock is locked.</summary>
    HostOwned,
    /// <summary>VCPU_DEBUG_GUEST_OWNED: the guest, without traps.</summary>
    GuestOwned,
}
