namespace OsLockConformance.Implementation.Kernels;

/// <summary>Brings kernels, and a QEMU that is new enough for them, into the cache. Nothing is installed.</summary>
public static class KernelFetch
{
    private const string Architecture = "arm64";
    private const string QemuSuite = "bookworm-backports";

    private static readonly string[] QemuPackages = ["qemu-system-arm", "qemu-system-data"];

    /// <summary>Fetches a kernel.</summary>
    /// <returns>The name of its package.</returns>
    /// <exception cref="EmulatedKernelException">apt, the network or the package is missing.</exception>
    public static string Fetch(KernelCache cache, KernelRelease release, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(release);
        var apt = new PrivateApt(cache.Root, release.Suite, release.IsSecurity, Architecture, cancellation);
        var package = Resolve(apt, release.Metapackage);
        var image = cache.ImageOf(release.Version);
        var folder = Path.GetDirectoryName(image)!;
        var unpacked = Path.Combine(folder, "unpacked");
        apt.Unpack(package, unpacked);
        var found = Directory.GetFiles(unpacked, "vmlinuz*", SearchOption.AllDirectories);
        if (found is not [var only])
            throw new EmulatedKernelException($"{package} has {found.Length} kernel images");
        File.Move(only, image, overwrite: true);
        File.WriteAllText(cache.PackageOf(release.Version), package + "\n");
        Directory.Delete(unpacked, recursive: true);
        return package;
    }

    /// <summary>Fetches QEMU 10 for Debian 12; it runs beside an installed one.</summary>
    /// <exception cref="EmulatedKernelException">apt, the network or the package is missing.</exception>
    public static void FetchQemu(KernelCache cache, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var apt = new PrivateApt(cache.Root, QemuSuite, isSecurity: false, architecture: null, cancellation);
        foreach (var package in QemuPackages)
            apt.Unpack(package, Path.Combine(cache.Root, "qemu"));
    }

    /// <summary>The metapackage depends on the image's package; from 7.x on that one depends on linux-binary-VERSION, which has the image.</summary>
    private static string Resolve(PrivateApt apt, string metapackage)
    {
        var image = First(apt.Depends(metapackage), "linux-image-")
            ?? throw new EmulatedKernelException($"{metapackage} depends on no kernel");
        return First(apt.Depends(image), "linux-binary-") ?? image;
    }

    private static string? First(IReadOnlyList<string> names, string prefix) =>
        names.FirstOrDefault(name => name.StartsWith(prefix, StringComparison.Ordinal));
}
