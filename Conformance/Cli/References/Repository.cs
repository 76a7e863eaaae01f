namespace OsLockConformance.Cli.References;

/// <summary>A clone of this repository.</summary>
/// <param name="root">Its root.</param>
internal sealed class Repository(string root)
{
    private const string Mark = "OsLockConformance.sln";

    /// <summary>The root.</summary>
    public string Root => root;

    /// <summary>The clone that one works in, or else that this program was built in; null if there is none.</summary>
    public static Repository? Find()
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Mark)))
                    return new Repository(folder.FullName);
            }
        }
        return null;
    }

    /// <summary>The C# files below a folder, in order.</summary>
    public IReadOnlyList<string> Sources(string folder) => Files(folder, "*.cs");

    /// <summary>The files below a folder by their path from the root, with slashes, in order; what a build has written is left out.</summary>
    public IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a file.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(root, path)).ReplaceLineEndings("\n");
}
