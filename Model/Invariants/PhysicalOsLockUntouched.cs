using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Invariants;

/// <summary>ISO-1: no guest changes the physical OS Lock, while it runs or after it.</summary>
public sealed class PhysicalOsLockUntouched : IInvariant
{
    /// <inheritdoc/>
    public string Name => "physical-os-lock";

    /// <inheritdoc/>
    public RuleId Rule => RuleId.ISO_1;

    /// <inheritdoc/>
    public bool Holds(in HostSnapshot snapshot) =>
        snapshot.OsLock == snapshot.HostOsLock;
}
