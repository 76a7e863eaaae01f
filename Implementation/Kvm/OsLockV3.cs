using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>oslock-v3, the seed patch: OSLK is clear at reset; userspace's value is held against that with OSLK removed.</summary>
internal sealed class OsLockV3(FaultId fault) : OsLockInContext(fault)
{
    /// <inheritdoc/>
    public override ulong ResetValue => Unlocked;

    /// <inheritdoc/>
    public override bool Accepts(ulong value) => (value & ~OSLSR_EL1.OSLK) == ResetValue;
}
