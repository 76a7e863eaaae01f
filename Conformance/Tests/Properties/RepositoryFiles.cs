namespace OsLockConformance.Tests.Properties;

/// <summary>Files of the repository that the tests run in, found from wherever they run.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>Where failing tests put their traces.</summary>
    public static string Findings => Path.Combine(Root, "TestResults", "findings");

    /// <summary>The text of a committed file, with the line ends of Unix.</summary>
    public static string Read(params ReadOnlySpan<string> path) => File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");

    /// <summary>Whether there is a committed file or folder of this path, with slashes.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OsLockConformance.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("OsLockConformance.sln is not above the folder that the tests run in.");
    }
}
