namespace OsLockConformance.Implementation.Kvm;

/// <summary>What the hypervisor keeps of the host while a guest runs: <c>struct kvm_host_data</c>.</summary>
internal sealed class HostData
{
    /// <summary>host_ctxt.</summary>
    public readonly VcpuContext Context = new();

    /// <summary>host_debug_state.regs.</summary>
    public readonly GuestDebugRegisters DebugState = new();
}
