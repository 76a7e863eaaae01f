using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// debug.c of one kernel version: who has the debug registers and MDSCR_EL1 while the guest runs. A version overrides what it
/// changed.
/// </summary>
internal abstract class KvmDebug(FaultId fault)
{
    /// <summary>The planted fault of this kernel.</summary>
    protected FaultId Fault { get; } = fault;

    /// <summary>kvm_vcpu_load_debug(), a part of kvm_arch_vcpu_load().</summary>
    public virtual void LoadDebug(Vcpu vcpu)
    {
    }

    /// <summary>kvm_vcpu_put_debug(), a part of kvm_arch_vcpu_put().</summary>
    public virtual void PutDebug(Vcpu vcpu)
    {
    }

    /// <summary>kvm_arm_setup_debug(): before each entry.</summary>
    public virtual void SetupDebug(Vcpu vcpu)
    {
    }

    /// <summary>kvm_arm_clear_debug(): after each exit, before it is handled.</summary>
    public virtual void ClearDebug(Vcpu vcpu)
    {
    }

    /// <summary>To 6.13, whether <see cref="ClearDebug"/> gives the guest back the MDSCR_EL1 that <see cref="SetupDebug"/> has kept.</summary>
    public virtual bool KeepsGuestMdscr(Vcpu vcpu) => false;

    /// <summary>6.1 to 6.13, the same for PSTATE.SS.</summary>
    public virtual bool KeepsGuestStep(Vcpu vcpu) => false;

    /// <summary>The MDSCR_EL1 that the world switch loads and stores; from 6.14 ctxt_mdscr_el1().</summary>
    public virtual ref ulong MdscrOf(Vcpu vcpu) => ref vcpu.Context[VcpuSysReg.MDSCR_EL1];

    /// <summary>Whether the world switch takes breakpoints and watchpoints along.</summary>
    public abstract bool RegistersInUse(Vcpu vcpu);

    /// <summary>The bank that it takes along.</summary>
    public abstract GuestDebugRegisters RegistersToSwitch(Vcpu vcpu);

    /// <summary>The end of __debug_switch_to_host_common().</summary>
    public virtual void RegistersSwitchedToHost(Vcpu vcpu)
    {
    }

    /// <summary>What a trapped access of a debug register does beside the access.</summary>
    public abstract void DebugRegisterAccessed(Vcpu vcpu, bool isWrite);

    /// <summary>What KVM_SET_GUEST_DEBUG does beside clearing guest_debug when ENABLE is clear.</summary>
    public virtual void GuestDebugDisabled(Vcpu vcpu)
    {
    }

    /// <summary>
    /// kvm_handle_guest_debug() beside filling kvm_run.debug.
    /// </summary>
    /// <returns>true if the exit goes to userspace, false if the guest goes on.</returns>
    public virtual bool HandleGuestDebug(Vcpu vcpu, ExceptionClass ec) => true;

    /// <summary>kvm_vcpu_os_lock_enabled().</summary>
    protected static bool OsLockEnabled(Vcpu vcpu) => (vcpu.Context[VcpuSysReg.OSLSR_EL1] & OSLSR_EL1.OSLK) != 0;

    /// <summary>The part of kvm_arm_setup_mdcr_el2() that all versions share.</summary>
    protected MdcrEl2 CommonMdcrEl2(Vcpu vcpu)
    {
        var mdcr = MdcrEl2.TDRA | MdcrEl2.TDOSA;
        if (vcpu.GuestDebug != GuestDebugFlags.None && !(Fault == FaultId.TdeOnlyForHardwareDebug && !vcpu.UserspaceWants(GuestDebugFlags.UseHw)))
            mdcr |= MdcrEl2.TDE;
        return mdcr;
    }
}
