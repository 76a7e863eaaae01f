using OsLockConformance.Implementation.Faults;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>sys_regs.c of 5.17: OSLAR_EL1 is trap_raz_wi(), OSLSR_EL1 reads a constant, and userspace sees neither.</summary>
internal sealed class OsLockIgnored(FaultId fault) : OsLockEmulation(fault)
{
    /// <inheritdoc/>
    public override ulong ResetValue => 0;

    /// <inheritdoc/>
    public override bool IsExposed => false;

    /// <inheritdoc/>
    public override void TrapOslar(Vcpu vcpu, ulong value)
    {
    }

    /// <inheritdoc/>
    public override ulong TrapOslsr(Vcpu vcpu) => Unlocked;

    /// <inheritdoc/>
    public override bool Accepts(ulong value) => false;
}
