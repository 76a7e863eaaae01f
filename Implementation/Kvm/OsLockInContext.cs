using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>From oslock-v2 on: OSLSR_EL1 is in the context, and a write of OSLAR_EL1 changes it there.</summary>
internal abstract class OsLockInContext(FaultId fault) : OsLockEmulation(fault)
{
    /// <inheritdoc/>
    public override void TrapOslar(Vcpu vcpu, ulong value) => SetOslk(vcpu, value);

    /// <summary>The change of OSLSR_EL1.OSLK.</summary>
    protected void SetOslk(Vcpu vcpu, ulong value)
    {
        var oslk = Fault == FaultId.OslkInWrongBit ? OSLSR_EL1.OSLM0 : OSLSR_EL1.OSLK;
        if (Locks(value))
            vcpu.Context[VcpuSysReg.OSLSR_EL1] |= oslk;
        else if (Fault != FaultId.OslarNeverUnlocks)
            vcpu.Context[VcpuSysReg.OSLSR_EL1] &= ~oslk;
    }
}
