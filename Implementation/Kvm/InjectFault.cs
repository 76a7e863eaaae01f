using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>Makes an exception pending for the guest: inject_fault.c.</summary>
internal sealed class InjectFault(FaultId fault)
{
    /// <summary>kvm_inject_undefined(), inject_undef64().</summary>
    public void Undefined(Vcpu vcpu)
    {
        vcpu.Flags |= VcpuFlags.PENDING_EXCEPTION;
        vcpu.Context[VcpuSysReg.ESR_EL1] = fault == FaultId.UndefWithoutIL
            ? (uint)ExceptionClass.Unknown << 26
            : ESR_ELx.Syndrome(ExceptionClass.Unknown, 0);
    }
}
