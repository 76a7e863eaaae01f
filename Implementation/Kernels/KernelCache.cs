namespace OsLockConformance.Implementation.Kernels;

/// <summary>Where fetched kernels and the newer QEMU are: outside of the repository, in the user's cache folder.</summary>
public sealed class KernelCache
{
    /// <summary>The cache in XDG_CACHE_HOME, or else in ~/.cache.</summary>
    public KernelCache()
        : this(Path.Combine(CacheHome(), "oslock"))
    {
    }

    /// <summary>A cache in another folder.</summary>
    public KernelCache(string root) => Root = root;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where the image of a version is put.</summary>
    public string ImageOf(string version) => Path.Combine(Root, "kernels", version, "vmlinuz");

    /// <summary>The file that says which package an image came from.</summary>
    public string PackageOf(string version) => Path.Combine(Root, "kernels", version, "package");

    /// <summary>The unpacked emulator.</summary>
    public string Qemu => Path.Combine(Root, "qemu", "usr", "bin", "qemu-system-aarch64");

    /// <summary>The releases that are there, with the package that each came from.</summary>
    public IReadOnlyList<(KernelRelease Release, string Package)> List() =>
    [
        .. KernelRelease.All
            .Where(release => File.Exists(ImageOf(release.Version)) && File.Exists(PackageOf(release.Version)))
            .Select(release => (release, File.ReadAllText(PackageOf(release.Version)).Trim())),
    ];

    private static string CacheHome() => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
        ? home
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
