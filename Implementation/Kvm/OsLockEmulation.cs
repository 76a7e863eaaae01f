using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>What sys_regs.c of one kernel version does with OSLAR_EL1 and OSLSR_EL1.</summary>
internal abstract class OsLockEmulation(FaultId fault)
{
    /// <summary>OSLSR_EL1 while unlocked.</summary>
    protected const ulong Unlocked = OSLSR_EL1.OSLM1;

    /// <summary>OSLSR_EL1 while locked.</summary>
    protected const ulong Locked = OSLSR_EL1.OSLM1 | OSLSR_EL1.OSLK;

    /// <summary>The planted fault of this kernel.</summary>
    protected FaultId Fault { get; } = fault;

    /// <summary>The value that KVM_ARM_VCPU_INIT gives OSLSR_EL1.</summary>
    public abstract ulong ResetValue { get; }

    /// <summary>Whether ONE_REG knows OSLSR_EL1.</summary>
    public virtual bool IsExposed => true;

    /// <summary>trap_oslar_el1(), for a write; a read is UNDEFINED before it can trap (OSL-3).</summary>
    public abstract void TrapOslar(Vcpu vcpu, ulong value);

    /// <summary>trap_oslsr_el1(), for a read.</summary>
    public virtual ulong TrapOslsr(Vcpu vcpu) => vcpu.Context[VcpuSysReg.OSLSR_EL1];

    /// <summary>set_oslsr_el1(): whether userspace may write <paramref name="value"/>.</summary>
    public abstract bool Accepts(ulong value);

    /// <summary>What kvm_arch_vcpu_load() does with the physical OS Lock: nothing but in oslock-v1.</summary>
    public virtual void Load(Vcpu vcpu, ProcessingElement pe)
    {
    }

    /// <summary>The OS Lock as the guest reads it.</summary>
    public bool IsLockedForGuest(Vcpu vcpu) => (TrapOslsr(vcpu) & OSLSR_EL1.OSLK) != 0;

    /// <summary>Bit 0 of a value written to OSLAR_EL1, the only one that counts (OSL-2).</summary>
    protected bool Locks(ulong value) => Fault == FaultId.OslarAnyBitLocks ? value != 0 : (value & 1) != 0;

    /// <summary>The result of KVM_SET_ONE_REG.</summary>
    public int SetUser(Vcpu vcpu, ulong value)
    {
        if (!Accepts(value))
            return Errno.EINVAL;
        vcpu.Context[VcpuSysReg.OSLSR_EL1] = value;
        return Errno.None;
    }
}
