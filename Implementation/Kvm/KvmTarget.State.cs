using OsLockConformance.Model.Exploration;

namespace OsLockConformance.Implementation.Kvm;

public sealed partial class KvmTarget
{
    /// <inheritdoc/>
    public int StateSections => KvmMachine.StateSections;

    /// <inheritdoc/>
    public void SaveState(ref StateWriter writer) => _machine.VisitState(ref writer);

    /// <inheritdoc/>
    public void LoadState(ref StateReader reader) => _machine.VisitState(ref reader);
}
