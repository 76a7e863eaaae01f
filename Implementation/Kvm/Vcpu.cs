using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>One virtual CPU: <c>struct kvm_vcpu</c> and its <c>arch</c>, with the fields of all versions.</summary>
internal sealed partial class Vcpu
{
    /// <summary>arch.ctxt.</summary>
    public readonly VcpuContext Context = new();

    /// <summary>arch.vcpu_debug_state: the guest's own.</summary>
    public readonly GuestDebugRegisters VcpuDebugState = new();

    /// <summary>arch.external_debug_state: those of userspace.</summary>
    public readonly GuestDebugRegisters ExternalDebugState = new();

    /// <summary>To 6.13, arch.debug_ptr: which of the two the world switch loads and stores.</summary>
    public GuestDebugRegisters DebugPtr;

    /// <summary>guest_debug: the control word of KVM_SET_GUEST_DEBUG.</summary>
    public GuestDebugFlags GuestDebug;

    /// <summary>arch.iflags, arch.sflags.</summary>
    public VcpuFlags Flags;

    /// <summary>arch.mdcr_el2.</summary>
    public MdcrEl2 MdcrEl2;

    /// <summary>To 6.13, arch.guest_debug_preserved.mdscr_el1; a field of 32 bits.</summary>
    public uint PreservedMdscr;

    /// <summary>6.1 to 6.13, arch.guest_debug_preserved.pstate_ss.</summary>
    public bool PreservedPstateSS;

    /// <summary>From 6.14, arch.debug_owner.</summary>
    public DebugOwner DebugOwner;

    /// <summary>From 6.14, arch.external_mdscr_el1.</summary>
    public ulong ExternalMdscr;

    /// <summary>arch.fault.esr_el2.</summary>
    public uint FaultEsrEl2;

    /// <summary>arch.fault.far_el2.</summary>
    public ulong FaultFarEl2;

    /// <summary>Whether the vCPU is between kvm_arch_vcpu_load and kvm_arch_vcpu_put.</summary>
    public bool IsLoaded;

    public Vcpu() => DebugPtr = VcpuDebugState;

    /// <summary>vcpu_get_flag().</summary>
    public bool HasFlag(VcpuFlags flag) => (Flags & flag) != 0;

    /// <summary>Whether a bit of guest_debug is set.</summary>
    public bool UserspaceWants(GuestDebugFlags flag) => (GuestDebug & flag) != 0;

    /// <summary>What KVM_CREATE_VCPU gives, before KVM_ARM_VCPU_INIT.</summary>
    public void Create()
    {
        Context.Clear();
        VcpuDebugState.Clear();
        ExternalDebugState.Clear();
        DebugPtr = VcpuDebugState;
        GuestDebug = GuestDebugFlags.None;
        Flags = VcpuFlags.None;
        MdcrEl2 = MdcrEl2.None;
        PreservedMdscr = 0;
        PreservedPstateSS = false;
        DebugOwner = DebugOwner.Free;
        ExternalMdscr = 0;
        FaultEsrEl2 = 0;
        FaultFarEl2 = 0;
        IsLoaded = false;
    }
}
