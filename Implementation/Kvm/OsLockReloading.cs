using OsLockConformance.Implementation.Faults;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>From 6.14: a write of OSLAR_EL1 has to choose the owner of the debug registers anew.</summary>
internal sealed class OsLockReloading(FaultId fault, KvmDebug debug) : OsLockMerged(fault)
{
    /// <summary>kvm_debug_handle_oslar(): OSLSR_EL1, then kvm_arch_vcpu_put() and kvm_arch_vcpu_load().</summary>
    public override void TrapOslar(Vcpu vcpu, ulong value)
    {
        if (Fault == FaultId.OslarReloadsBeforeUpdate)
            Reload(vcpu);
        SetOslk(vcpu, value);
        if (Fault is not (FaultId.OslarWithoutReload or FaultId.OslarReloadsBeforeUpdate))
            Reload(vcpu);
    }

    private void Reload(Vcpu vcpu)
    {
        debug.PutDebug(vcpu);
        debug.LoadDebug(vcpu);
    }
}
