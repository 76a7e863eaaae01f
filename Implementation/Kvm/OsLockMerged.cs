using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>As merged in 5.18: userspace may change OSLK and no other bit of the reset value.</summary>
internal class OsLockMerged(FaultId fault) : OsLockInContext(fault)
{
    /// <inheritdoc/>
    public override ulong ResetValue => Fault == FaultId.ResetClearsOslm ? 0 : Unlocked;

    /// <inheritdoc/>
    public override bool Accepts(ulong value) => Fault switch
    {
        FaultId.OslsrUserUnchecked => true,
        FaultId.OslsrUserMaskInverted => ((value ^ ResetValue) & OSLSR_EL1.OSLK) == 0,
        _ => ((value ^ ResetValue) & ~OSLSR_EL1.OSLK) == 0,
    };
}
