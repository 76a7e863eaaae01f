using System.Diagnostics.CodeAnalysis;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Implementation.Hardware;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation;

/// <summary>The targets that run in this process, by name.</summary>
public static class TargetCatalogue
{
    private sealed record Row(string Name, string Description, string? BaseProfile, Func<ITarget> Create);

    private static readonly Row[] Rows =
    [
        new("hardware", "the simulated PE without a hypervisor; writes take effect at once", null,
            static () => new HardwareTarget()),
        new("hardware-deferred", "the simulated PE without a hypervisor; writes take effect at a Context synchronization event", null,
            static () => new HardwareTarget(SynchronizationPolicy.Deferred)),
        .. KvmProfile.All.Select(static profile => new Row(profile.Name, profile.Summary, null, () => new KvmTarget(profile.Version))),
        .. PlantedFaults.All.Select(static fault => new Row(fault.TargetName, fault.Sentence, fault.BaseProfile.Name, () => new KvmTarget(fault))),
    ];

    /// <summary>All names: the hardware, the KVM versions from the oldest, the planted faults.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rows.Select(static row => row.Name)];

    /// <summary>Makes the target of a name, whatever its case.</summary>
    /// <returns>false if there is none.</returns>
    public static bool TryCreate(string name, [NotNullWhen(true)] out ITarget? target)
    {
        target = Find(name)?.Create();
        return target is not null;
    }

    /// <summary>What a target is, in one line; null if there is none of that name.</summary>
    public static string? Describe(string name) => Find(name)?.Description;

    /// <summary>The profile that a planted fault deviates from; null for every other target.</summary>
    public static string? BaseProfileOf(string name) => Find(name)?.BaseProfile;

    /// <summary>Whether a target of this catalogue has a host whose invariants are checked: a KVM profile or a planted fault.</summary>
    public static bool HasHost(string name) => BaseProfileOf(name) is not null || KvmProfile.Find(name) is not null;

    /// <summary>The errata declared for a target; a planted fault has those of the profile that it is planted in.</summary>
    public static IReadOnlyList<Erratum> ErrataOf(string name) => ErratumCatalogue.DeclaredFor(BaseProfileOf(name) ?? name);

    /// <summary>The errata declared for a target, be they its own or another's that it has as well.</summary>
    public static IReadOnlyList<Erratum> ErrataOf(ITarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target is IErrataOfAnother other ? other.ErrataOf is { } name ? ErrataOf(name) : [] : ErrataOf(target.Name);
    }

    private static Row? Find(string name) => Array.Find(Rows, row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase));
}
