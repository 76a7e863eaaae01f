using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// oslock-v1 in its VHE form: the guest's OSLK goes to the physical OSLAR_EL1 when the vCPU is loaded, and nothing puts the
/// host's back.
/// </summary>
internal sealed class OsLockV1(FaultId fault) : OsLockEmulation(fault)
{
    /// <inheritdoc/>
    public override ulong ResetValue => Locked;

    /// <summary>
    /// vcpu_write_sys_reg() takes the value first and the register second; the call has them the other way round. The index of
    /// OSLSR_EL1 so goes to TTBR1_EL1 (8, unlock) or ESR_EL1 (10, lock), and OSLK stays what it was.
    /// </summary>
    public override void TrapOslar(Vcpu vcpu, ulong value)
    {
        var oslsr = Locks(value) ? Locked : Unlocked;
        vcpu.Context[(VcpuSysReg)oslsr] = (ulong)VcpuSysReg.OSLSR_EL1;
    }

    /// <summary>Plain: nothing is checked.</summary>
    public override bool Accepts(ulong value) => true;

    /// <inheritdoc/>
    public override void Load(Vcpu vcpu, ProcessingElement pe)
    {
        var oslk = (vcpu.Context[VcpuSysReg.OSLSR_EL1] & OSLSR_EL1.OSLK) != 0;
        pe.WriteAsHost(new SystemRegister(RegisterId.OSLAR_EL1), oslk ? 1UL : 0);
    }
}
