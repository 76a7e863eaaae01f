namespace OsLockConformance.Implementation.Kernels;

/// <summary>A kernel that Debian packages for arm64.</summary>
/// <param name="Version">The name by which it is asked for.</param>
/// <param name="Suite">The suite that has it.</param>
/// <param name="IsSecurity">Whether the suite is in the archive of security updates.</param>
/// <param name="Metapackage">The package whose Depends name the current build.</param>
/// <param name="Profile">The profile that the kernel behaves like.</param>
public sealed record KernelRelease(string Version, string Suite, bool IsSecurity, string Metapackage, string Profile)
{
    /// <summary>All, the oldest first. The cloud flavours are the small ones.</summary>
    public static IReadOnlyList<KernelRelease> All { get; } =
    [
        new("5.10", "bullseye", false, "linux-image-cloud-arm64", "linux-5.17"),
        new("6.1", "bookworm-security", true, "linux-image-cloud-arm64", "linux-6.1"),
        new("6.12", "bookworm-security", true, "linux-image-6.12-cloud-arm64", "linux-6.1"),
        new("7.2", "sid", false, "linux-image-cloud-arm64", "linux-6.14"),
        new("7.3", "trixie-backports", false, "linux-image-cloud-arm64", "linux-6.14"),
    ];

    /// <summary>Finds one by its version.</summary>
    /// <returns>null if there is none.</returns>
    public static KernelRelease? Find(string version) => All.FirstOrDefault(release => release.Version == version);
}
