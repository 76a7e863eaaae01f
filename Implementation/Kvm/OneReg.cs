using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// KVM_GET_ONE_REG and KVM_SET_ONE_REG of system registers: kvm_arm_sys_reg_get_reg(), kvm_arm_sys_reg_set_reg(). A row without
/// storage, OSLAR_EL1 for example, does not exist for userspace. All sixteen DBG registers of a family exist whatever the PE has.
/// </summary>
internal sealed class OneReg(OsLockEmulation osLock, SysRegEmulation sysRegs, FaultId fault)
{
    /// <summary>KVM_GET_ONE_REG.</summary>
    /// <returns>0 or a positive errno.</returns>
    public int Get(Vcpu vcpu, SystemRegister register, out ulong value)
    {
        value = 0;
        if (!Exists(register.Id))
            return Errno.ENOENT;
        if (register.Id == RegisterId.ID_AA64DFR0_EL1)
        {
            value = sysRegs.SanitisedDfr0();
            return Errno.None;
        }
        value = Storage(vcpu, register);
        if (register.Id == RegisterId.MDSCR_EL1 && fault == FaultId.OneRegMdscrTruncated)
            value = (uint)value;
        return Errno.None;
    }

    /// <summary>KVM_SET_ONE_REG.</summary>
    /// <returns>0 or a positive errno.</returns>
    public int Set(Vcpu vcpu, SystemRegister register, ulong value)
    {
        if (!Exists(register.Id))
            return Errno.ENOENT;
        // Which changes of an ID register a kernel takes differs from version to version; none is taken here.
        if (register.Id == RegisterId.ID_AA64DFR0_EL1)
            return value == sysRegs.SanitisedDfr0() ? Errno.None : Errno.EINVAL;
        if (register.Id == RegisterId.OSLSR_EL1)
            return osLock.SetUser(vcpu, value);
        Storage(vcpu, register) = value;
        return Errno.None;
    }

    /// <summary>KVM_GET_ONE_REG of the first registers of a family, and KVM_SET_ONE_REG of what they return on another vCPU.</summary>
    public void CopyFamily(Vcpu from, Vcpu to, RegisterId family, int count)
    {
        if (Exists(family))
            Family(from, family).AsSpan(0, count).CopyTo(Family(to, family));
    }

    /// <summary>Whether userspace sees the register on this version.</summary>
    public bool Exists(RegisterId id) => id == RegisterId.OSLSR_EL1 ? osLock.IsExposed : OneRegRegisters.Has(id);

    private ref ulong Storage(Vcpu vcpu, SystemRegister register)
    {
        switch (register.Id)
        {
            case RegisterId.OSLSR_EL1:
                return ref vcpu.Context[VcpuSysReg.OSLSR_EL1];
            case RegisterId.MDSCR_EL1:
                return ref vcpu.Context[VcpuSysReg.MDSCR_EL1];
            case RegisterId.MDCCINT_EL1:
                return ref vcpu.Context[VcpuSysReg.MDCCINT_EL1];
            case RegisterId.CONTEXTIDR_EL1:
                return ref vcpu.Context[VcpuSysReg.CONTEXTIDR_EL1];
            default:
                return ref Family(vcpu, register.Id)[register.Index];
        }
    }

    private ulong[] Family(Vcpu vcpu, RegisterId family) =>
        family == RegisterId.DBGWCRn_EL1 && fault == FaultId.OneRegWcrIsWvr ? vcpu.VcpuDebugState.Wvr : vcpu.VcpuDebugState.Family(family);
}
