using System.Reflection;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What is held against the model: the simulated hardware, a KVM version on it, or one of them with a mistake.</summary>
/// <param name="Name">The target's name.</param>
/// <param name="Code">The assembly that the target's code is in.</param>
/// <param name="Version">The KVM version; null for the hardware alone.</param>
/// <param name="Fault">The planted fault.</param>
/// <param name="Accepted">The declared deviations of the target, which a replay accepts.</param>
/// <param name="CreateTarget">Makes the target, for a replay.</param>
public sealed record GateSubject(string Name, Assembly Code, KvmVersion? Version, FaultId Fault, ErratumId Accepted, Func<ITarget> CreateTarget)
{
    private const string Hardware = "hardware";

    /// <summary>The hardware and the KVM versions.</summary>
    public static IReadOnlyList<string> Names { get; } = [Hardware, .. KvmProfile.All.Select(static profile => profile.Name)];

    /// <summary>The subject of a name: <c>hardware</c>, a KVM version or a planted fault, whatever the case.</summary>
    /// <returns>null if there is none.</returns>
    public static GateSubject? Find(string name)
    {
        if (string.Equals(name, Hardware, StringComparison.OrdinalIgnoreCase))
            return Of(Hardware, null, FaultId.None);
        if (KvmProfile.All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase)) is { } known)
            return Of(known.Name, known.Version, FaultId.None);
        return PlantedFaults.All.FirstOrDefault(fault => string.Equals(fault.TargetName, name, StringComparison.OrdinalIgnoreCase)) is { } planted
            ? Of(planted.TargetName, planted.Base, planted.Id)
            : null;
    }

    /// <summary>The name that is most like one that does not exist; null if none is.</summary>
    public static string? Nearest(string name) => NearestName.Of(name, [.. Names, .. PlantedFaults.All.Select(static fault => fault.TargetName)]);

    private static GateSubject Of(string name, KvmVersion? version, FaultId fault) => new(
        name,
        typeof(TargetCatalogue).Assembly,
        version,
        fault,
        TargetCatalogue.ErrataOf(name).Aggregate(ErratumId.None, static (accepted, erratum) => accepted | erratum.Id),
        () => TargetCatalogue.TryCreate(name, out var target) ? target : throw new InvalidOperationException($"There is no target {name}."));
}
