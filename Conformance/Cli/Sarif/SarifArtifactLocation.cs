namespace OsLockConformance.Cli.Sarif;

/// <summary>Where a file is.</summary>
/// <param name="Uri">Below the folder that the program runs in, which in CI is the root of the repository, a relative reference; else absolute.</param>
/// <param name="Index">Its place among the run's artifacts; null inside of those.</param>
internal sealed record SarifArtifactLocation(string Uri, int? Index = null)
{
    /// <summary>The location of a path.</summary>
    public static string UriOf(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(path));
        return Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == ".."
            ? new Uri(Path.GetFullPath(path)).AbsoluteUri
            : string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(System.Uri.EscapeDataString));
    }
}
