using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// Moves system registers between a context and the PE: hyp/include/hyp/sysreg-sr.h, in the way of nVHE, at every switch.
/// MDSCR_EL1 goes through the PE's architecture: with the physical OS Lock unlocked a write leaves its save/restore fields as
/// they are, and what is read back holds the physical ones (OSL-8). Nothing restores the guest's.
/// </summary>
internal sealed class SysRegSaveRestore(ProcessingElement pe, KvmDebug debug, FaultId fault)
{
    private static readonly SystemRegister Mdscr = new(RegisterId.MDSCR_EL1);

    /// <summary>__sysreg_save_state_nvhe() of the host.</summary>
    public void SaveHost(VcpuContext host)
    {
        host[VcpuSysReg.MDSCR_EL1] = pe.DebugControl;
        SaveEl1State(host);
    }

    /// <summary>__sysreg_restore_state_nvhe() of the host.</summary>
    public void RestoreHost(VcpuContext host)
    {
        if (fault != FaultId.HostMdscrNotRestored)
            pe.WriteAsHost(Mdscr, host[VcpuSysReg.MDSCR_EL1]);
        RestoreEl1State(host);
    }

    /// <summary>__sysreg_save_state_nvhe() of the guest, with __sysreg_save_el2_return_state().</summary>
    public void SaveGuest(Vcpu vcpu)
    {
        var guest = vcpu.Context;
        debug.MdscrOf(vcpu) = pe.DebugControl;
        SaveEl1State(guest);
        guest.PC = pe.ELR_EL2;
        guest.PSTATE = pe.SPSR_EL2;
    }

    /// <summary>__sysreg_restore_state_nvhe() of the guest, with __sysreg_restore_el2_return_state().</summary>
    public void RestoreGuest(Vcpu vcpu)
    {
        var guest = vcpu.Context;
        pe.WriteAsHost(Mdscr, debug.MdscrOf(vcpu));
        RestoreEl1State(guest, loadsContextidr: fault != FaultId.ContextidrNotLoaded);
        pe.ELR_EL2 = guest.PC;
        pe.SPSR_EL2 = guest.PSTATE;
    }

    /// <summary>__sysreg_save_el1_state().</summary>
    private void SaveEl1State(VcpuContext context)
    {
        context[VcpuSysReg.ESR_EL1] = pe.ESR_EL1;
        context[VcpuSysReg.FAR_EL1] = pe.FAR_EL1;
        context[VcpuSysReg.CONTEXTIDR_EL1] = pe.CONTEXTIDR_EL1;
        context[VcpuSysReg.ELR_EL1] = pe.ELR_EL1;
        context[VcpuSysReg.SPSR_EL1] = pe.SPSR_EL1;
    }

    /// <summary>__sysreg_restore_el1_state().</summary>
    private void RestoreEl1State(VcpuContext context, bool loadsContextidr = true)
    {
        pe.ESR_EL1 = (uint)context[VcpuSysReg.ESR_EL1];
        pe.FAR_EL1 = context[VcpuSysReg.FAR_EL1];
        if (loadsContextidr)
            pe.CONTEXTIDR_EL1 = (uint)context[VcpuSysReg.CONTEXTIDR_EL1];
        pe.ELR_EL1 = context[VcpuSysReg.ELR_EL1];
        pe.SPSR_EL1 = (uint)context[VcpuSysReg.SPSR_EL1];
    }
}
