using System.Security.Cryptography;
using System.Text;

namespace OsLockConformance.Implementation.Kernels;

/// <summary>
/// The static arm64 executable that becomes process 1. It is published from the sources that this program was built from, once for
/// each state of them: the cache has it under a hash of them.
/// </summary>
public static class InitProgram
{
    private const string Executable = "oslock-init";
    private const string Project = "Conformance/Init";
    private const string Packages = "apt-get install -y --no-install-recommends clang lld gcc-aarch64-linux-gnu libc6-dev-arm64-cross";

    private static readonly string[] Sources = ["Model", "Implementation", "Conformance/Harness", Project];
    private static readonly string[] Patterns = ["*.cs", "*.csproj"];
    private static readonly string[] Tools = ["dotnet", "clang", "ld.lld", "aarch64-linux-gnu-objcopy"];

    /// <summary>Finds it in the cache, or publishes it.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="start">A folder somewhere in the tree of sources.</param>
    /// <param name="publishing">Called before it is published, which takes a minute.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EmulatedKernelException">The sources or a tool are missing, or publishing failed.</exception>
    public static string FindOrPublish(KernelCache cache, string start, Action publishing, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(publishing);
        var root = RootAbove(start) ?? throw new EmulatedKernelException($"the sources of {Project} are not above {start}: give the published {Executable} with --init");
        var path = PathOf(cache, root);
        if (File.Exists(path))
            return path;
        if (Array.Find(Tools, static tool => !ToolRun.IsInstalled(tool)) is { } missing)
            throw new EmulatedKernelException($"publishing {Project} needs {missing}, which is not installed: {Packages}");
        publishing();
        // Built apart, so that nothing of a build that goes on in the tree is touched; put into its place when it is whole.
        var work = Path.Combine(cache.Root, "init", $"work-{Environment.ProcessId}");
        try
        {
            _ = ToolRun.Output("dotnet",
                ["publish", Path.Combine(root, Project), "-c", "Release", "-v", "q", "--nologo", "--artifacts-path", Path.Combine(work, "artifacts"), "-o", Path.Combine(work, "out")],
                root, cancellation);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(Path.Combine(work, "out", Executable), path, overwrite: true);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
        return path;
    }

    /// <summary>Finds it in the cache.</summary>
    /// <returns>null if it is not there: <see cref="FindOrPublish"/> would have to publish it.</returns>
    public static string? Find(KernelCache cache, string start)
    {
        ArgumentNullException.ThrowIfNull(cache);
        return RootAbove(start) is { } root && PathOf(cache, root) is var path && File.Exists(path) ? path : null;
    }

    private static string PathOf(KernelCache cache, string root) => Path.Combine(cache.Root, "init", HashOf(root), Executable);

    private static string? RootAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, Project)) && File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
                return folder.FullName;
        }
        return null;
    }

    private static string HashOf(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sources.SelectMany(source => FilesOf(root, source)).Concat(Directory.GetFiles(root, "Directory.*.props")).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> FilesOf(string root, string source) =>
        Patterns.SelectMany(pattern => Directory.GetFiles(Path.Combine(root, source), pattern, SearchOption.AllDirectories))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
