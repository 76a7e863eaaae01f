using OsLockConformance.Implementation.Faults;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>A KVM version as a target: its name, and what its kernel is put together from.</summary>
public sealed class KvmProfile
{
    private KvmProfile(KvmVersion version, string name, string summary, Func<FaultId, KvmDebug> debug, Func<FaultId, KvmDebug, OsLockEmulation> osLock)
    {
        Version = version;
        Name = name;
        Summary = summary;
        Debug = debug;
        OsLock = osLock;
    }

    /// <summary>All profiles, oldest first.</summary>
    public static IReadOnlyList<KvmProfile> All { get; } =
    [
        new(KvmVersion.Linux5_17, "linux-5.17", "KVM before the series: writes of OSLAR_EL1 are ignored, OSLSR_EL1 reads 0x8",
            static fault => new LazyDebug(fault), static (fault, _) => new OsLockIgnored(fault)),
        new(KvmVersion.OsLockV1, "oslock-v1", "the first posting: the guest's OSLK is switched into the physical OSLAR_EL1, and the emulation writes the wrong register",
            static fault => new LazyDebug(fault), static (fault, _) => new OsLockV1(fault)),
        new(KvmVersion.OsLockV2, "oslock-v2", "the second posting: debug exceptions are routed to EL2 while locked, and BRK is skipped",
            static fault => new OsLockV2Debug(fault), static (fault, _) => new OsLockV2(fault)),
        new(KvmVersion.OsLockV3, "oslock-v3", "the third posting: MDE and SS are cleared while locked",
            static fault => new OsLockDebug(fault), static (fault, _) => new OsLockV3(fault)),
        new(KvmVersion.Linux5_18, "linux-5.18", "KVM with the series as merged",
            static fault => new OsLockDebug(fault), static (fault, _) => new OsLockMerged(fault)),
        new(KvmVersion.Linux6_1, "linux-6.1", "KVM with PSTATE.SS preserved while userspace steps or the guest is locked",
            static fault => new SteppingDebug(fault), static (fault, _) => new OsLockMerged(fault)),
        new(KvmVersion.Linux6_14, "linux-6.14", "KVM with an owner of the debug registers, chosen at vcpu_load()",
            static fault => new OwnedDebug(fault), static (fault, debug) => new OsLockReloading(fault, debug)),
    ];

    /// <summary>The version.</summary>
    public KvmVersion Version { get; }

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; }

    /// <summary>Makes its debug.c.</summary>
    internal Func<FaultId, KvmDebug> Debug { get; }

    /// <summary>Makes what its sys_regs.c does with the lock.</summary>
    internal Func<FaultId, KvmDebug, OsLockEmulation> OsLock { get; }

    /// <summary>Finds a profile by its name, whatever its case.</summary>
    /// <returns>null if there is none.</returns>
    public static KvmProfile? Find(string name) => All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The profile of a version.</summary>
    public static KvmProfile Of(KvmVersion version) => All[(int)version];
}
