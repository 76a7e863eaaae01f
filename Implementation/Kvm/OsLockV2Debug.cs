using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>
/// debug.c of oslock-v2: as v3, but MDCR_EL2.TDE is set as well while the guest holds the lock (which traps debug registers
/// too), and what is then taken to EL2, a BRK, is skipped.
/// </summary>
internal sealed class OsLockV2Debug(FaultId fault) : OsLockDebug(fault)
{
    /// <inheritdoc/>
    protected override bool RoutesDebugExceptions(Vcpu vcpu) => OsLockEnabled(vcpu);

    /// <inheritdoc/>
    protected override bool TrapsDebugRegisters(Vcpu vcpu) => false;

    /// <inheritdoc/>
    public override bool HandleGuestDebug(Vcpu vcpu, ExceptionClass ec)
    {
        if (vcpu.GuestDebug != GuestDebugFlags.None)
            return true;
        vcpu.Flags |= VcpuFlags.INCREMENT_PC;
        return false;
    }
}
