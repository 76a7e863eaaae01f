using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>oslock-v2: OSLK is a bit of the context, set at reset; userspace's value is held against that with OSLK added.</summary>
internal sealed class OsLockV2(FaultId fault) : OsLockInContext(fault)
{
    /// <inheritdoc/>
    public override ulong ResetValue => Locked;

    /// <inheritdoc/>
    public override bool Accepts(ulong value) => (value | OSLSR_EL1.OSLK) == ResetValue;
}
