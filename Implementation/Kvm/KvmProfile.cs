namespace OsLockConformance.Implementation.Kvm;

/// <summary>A KVM version as a target.</summary>
/// <param name="Version">The version.</param>
/// <param name="Name">The target's name.</param>
/// <param name="Summary">What it is, in one line.</param>
public sealed record KvmProfile(KvmVersion Version, string Name, string Summary)
{
    /// <summary>All profiles, oldest first.</summary>
    public static IReadOnlyList<KvmProfile> All { get; } =
    [
        new(KvmVersion.Linux5_17, "linux-5.17", "KVM before the series: writes of OSLAR_EL1 are ignored, OSLSR_EL1 reads 0x8"),
        new(KvmVersion.OsLockV1, "oslock-v1", "the first posting: the guest's OSLK is switched into the physical OSLAR_EL1, and the emulation writes the wrong register"),
        new(KvmVersion.OsLockV2, "oslock-v2", "the second posting: debug exceptions are routed to EL2 while locked, and BRK is skipped"),
        new(KvmVersion.OsLockV3, "oslock-v3", "the third posting: MDE and SS are cleared while locked"),
        new(KvmVersion.Linux5_18, "linux-5.18", "KVM with the series as merged"),
        new(KvmVersion.Linux6_1, "linux-6.1", "KVM with PSTATE.SS preserved while userspace steps or the guest is locked"),
        new(KvmVersion.Linux6_14, "linux-6.14", "KVM with an owner of the debug registers, chosen at vcpu_load()"),
    ];

    /// <summary>Finds a profile by its name, whatever its case.</summary>
    /// <returns>null if there is none.</returns>
    public static KvmProfile? Find(string name) => All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The profile of a version.</summary>
    public static KvmProfile Of(KvmVersion version) => All[(int)version];
}
