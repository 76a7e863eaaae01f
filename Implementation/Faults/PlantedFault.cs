using OsLockConformance.Implementation.Kvm;

namespace OsLockConformance.Implementation.Faults;

/// <summary>A known mistake that can be built into a KVM profile, to see whether the harness finds it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name in kebab-case.</param>
/// <param name="Base">The version that it deviates from, in nothing else.</param>
/// <param name="Kind">What sort of mistake it is.</param>
/// <param name="Sentence">What the faulty kernel does.</param>
public sealed record PlantedFault(FaultId Id, string Name, KvmVersion Base, FaultKind Kind, string Sentence)
{
    /// <summary>The name of the target that has it.</summary>
    public string TargetName => "fault:" + Name;

    /// <summary>The profile that it deviates from.</summary>
    public KvmProfile BaseProfile => KvmProfile.Of(Base);
}
