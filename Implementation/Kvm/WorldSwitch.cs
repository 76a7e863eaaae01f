using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>Takes a vCPU onto the PE and off it: __kvm_vcpu_run() of hyp/nvhe/switch.c.</summary>
internal sealed class WorldSwitch(ProcessingElement pe, HostData host, SysRegSaveRestore sysRegs, DebugSaveRestore debugState, AdjustPc adjustPc, KvmVersion version)
{
    /// <summary>The way in, up to but without the ERET of __guest_enter().</summary>
    public void SwitchIn(VirtualMachine vm)
    {
        var vcpu = vm.Vcpu;
        sysRegs.SaveHost(host.Context);
        adjustPc.Adjust(vcpu);
        ActivateTraps(vcpu);
        pe.Cells = vm.Cells;
        sysRegs.RestoreGuest(vcpu);
        debugState.SwitchToGuest(vcpu);
    }

    /// <summary>The way out, after the exception to EL2.</summary>
    public void SwitchOut(Vcpu vcpu)
    {
        vcpu.FaultEsrEl2 = pe.ESR_EL2;
        PopulateFaultInfo(vcpu);
        sysRegs.SaveGuest(vcpu);
        DeactivateTraps();
        sysRegs.RestoreHost(host.Context);
        debugState.SwitchToHost(vcpu);
    }

    /// <summary>__populate_fault_info(): of the exceptions that there are here, for watchpoints alone, and since 6.4, which the stable 6.1 has
    /// too; before, userspace gets what the last abort has left.</summary>
    private void PopulateFaultInfo(Vcpu vcpu)
    {
        if (version >= KvmVersion.Linux6_1 && ESR_ELx.ClassOf(pe.ESR_EL2) == ExceptionClass.WatchpointLowerEl)
            vcpu.FaultFarEl2 = pe.FAR_EL2;
    }

    /// <summary>__activate_traps(), with HCR_EL2.TID3 of HCR_GUEST_FLAGS and, as the guest never turns on
    /// its MMU and the PE has no FEAT_S2FWB, TVM of vcpu_reset_hcr().</summary>
    private void ActivateTraps(Vcpu vcpu)
    {
        pe.TDE = (vcpu.MdcrEl2 & MdcrEl2.TDE) != 0;
        pe.TDA = (vcpu.MdcrEl2 & MdcrEl2.TDA) != 0;
        pe.TDOSA = (vcpu.MdcrEl2 & MdcrEl2.TDOSA) != 0;
        pe.TDRA = (vcpu.MdcrEl2 & MdcrEl2.TDRA) != 0;
        pe.TID3 = true;
        pe.TVM = true;
    }

    /// <summary>__deactivate_traps().</summary>
    private void DeactivateTraps()
    {
        pe.TDE = false;
        pe.TDA = false;
        pe.TDOSA = false;
        pe.TDRA = false;
        pe.TID3 = false;
        pe.TVM = false;
    }
}
