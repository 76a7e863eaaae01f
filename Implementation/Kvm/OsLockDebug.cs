using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>debug.c of oslock-v3 and 5.18: the OS Lock is emulated by keeping MDE and SS clear while the guest holds it.</summary>
internal class OsLockDebug(FaultId fault) : LazyDebug(fault)
{
    /// <inheritdoc/>
    protected override bool RoutesDebugExceptions(Vcpu vcpu) => Fault == FaultId.LockRoutesDebugExceptions && OsLockEnabled(vcpu);

    /// <inheritdoc/>
    protected override bool TrapsDebugRegisters(Vcpu vcpu) => OsLockEnabled(vcpu) && Fault != FaultId.TdaNotSetByLock;

    /// <inheritdoc/>
    protected override bool UsesDebugRegisters(Vcpu vcpu) => vcpu.GuestDebug != GuestDebugFlags.None || OsLockEnabled(vcpu);

    /// <inheritdoc/>
    protected override bool BlocksDebugExceptions(Vcpu vcpu) => OsLockEnabled(vcpu) && Fault != FaultId.MdeNotClearedByLock;
}
