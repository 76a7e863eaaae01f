namespace OsLockConformance.Implementation.Kernels;

/// <summary>
/// apt with lists, caches and an empty status file of its own: it can look into any suite and architecture and download packages,
/// and never touches what is installed. The archive's address is copied from the machine's own sources.
/// </summary>
internal sealed class PrivateApt
{
    // Of the package debian-archive-keyring.
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private readonly string _folder;
    private readonly string[] _options;
    private readonly CancellationToken _cancellation;

    /// <summary>Prepares the lists of a suite.</summary>
    /// <param name="root">The folder for lists.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="isSecurity">Whether it is in the archive of security updates.</param>
    /// <param name="architecture">The architecture of the packages; null for the machine's own.</param>
    /// <param name="cancellation">Ends it.</param>
    public PrivateApt(string root, string suite, bool isSecurity, string? architecture, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _folder = Path.Combine(root, "apt", $"{architecture ?? "own"}-{suite}");
        Directory.CreateDirectory(Path.Combine(_folder, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(_folder, "archives", "partial"));
        File.WriteAllText(Path.Combine(_folder, "status"), "");
        var sources = Path.Combine(_folder, "sources.list");
        File.WriteAllText(sources, SourcesLine(suite, isSecurity));
        string[] architectures = architecture is null ? [] : ["-o", $"APT::Architecture={architecture}", "-o", $"APT::Architectures={architecture}"];
        _options =
        [
            .. architectures,
            "-o", $"Dir::State={_folder}", "-o", $"Dir::State::lists={_folder}/lists", "-o", $"Dir::State::status={_folder}/status",
            "-o", $"Dir::Cache={_folder}", "-o", $"Dir::Cache::archives={_folder}/archives",
            "-o", $"Dir::Etc::sourcelist={sources}", "-o", "Dir::Etc::sourceparts=/dev/null", "-q",
        ];
        // Without the option an archive that cannot be reached is only a warning, and the packages are then said not to exist.
        _ = ToolRun.Output("apt-get", [.. _options, "-o", "APT::Update::Error-Mode=any", "update"], _folder, cancellation);
    }

    /// <summary>The names of the packages that a package depends on.</summary>
    public IReadOnlyList<string> Depends(string package) =>
    [
        .. ToolRun.Output("apt-cache", [.. _options, "depends", "--important", package], _folder, _cancellation)
            .Split('\n')
            .Select(static line => line.Trim())
            .Where(static line => line.StartsWith("Depends: ", StringComparison.Ordinal))
            .Select(static line => line["Depends: ".Length..].Trim('<', '>')),
    ];

    /// <summary>Downloads a package and unpacks it into a folder.</summary>
    public void Unpack(string package, string into)
    {
        var download = Path.Combine(_folder, "download");
        if (Directory.Exists(download))
            Directory.Delete(download, recursive: true);
        Directory.CreateDirectory(download);
        _ = ToolRun.Output("apt-get", [.. _options, "download", package], download, _cancellation);
        Directory.CreateDirectory(into);
        _ = ToolRun.Output("dpkg-deb", ["-x", Directory.GetFiles(download).Single(), into], download, _cancellation);
        Directory.Delete(download, recursive: true);
    }

    private string SourcesLine(string suite, bool isSecurity)
    {
        var targets = ToolRun.Output("apt-get",
            ["indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)", "Created-By: Packages", "Origin: Debian"], _folder, _cancellation);
        foreach (var line in targets.Split('\n'))
        {
            if (line.Split(' ') is not [var address, var release, "main"])
                continue;
            if (release.EndsWith("-security", StringComparison.Ordinal) != isSecurity)
                continue;
            // The keys of other suites need not be among those that apt trusts by itself.
            var keyring = File.Exists(Keyring) ? $"[signed-by={Keyring}] " : "";
            return $"deb {keyring}{address} {suite} main\n";
        }
        throw new EmulatedKernelException($"this machine's apt has no source of Debian's {(isSecurity ? "security updates" : "packages")}; run apt-get update first");
    }
}
