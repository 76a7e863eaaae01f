namespace OsLockConformance.Implementation.Kvm;

/// <summary>KVM_ARM_VCPU_INIT: reset.c. guest_debug and the flags of a vCPU that was there before stay.</summary>
internal sealed class VcpuReset(OsLockEmulation osLock)
{
    /// <summary>
    /// kvm_reset_vcpu(), kvm_reset_sys_regs(); reset_val() gives every debug register 0. The monitor's boot that follows writes
    /// the same zeros, so it is not run.
    /// </summary>
    public void Reset(Vcpu vcpu)
    {
        vcpu.Context.Clear();
        vcpu.VcpuDebugState.Clear();
        vcpu.Context[VcpuSysReg.OSLSR_EL1] = osLock.ResetValue;
    }
}
