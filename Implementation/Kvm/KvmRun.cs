namespace OsLockConformance.Implementation.Kvm;

/// <summary>What KVM_RUN tells userspace of KVM_EXIT_DEBUG: <c>kvm_run.debug.arch</c>.</summary>
internal struct KvmRun
{
    /// <summary>hsr.</summary>
    public uint Hsr;

    /// <summary>far.</summary>
    public ulong Far;
}
