using System.CommandLine;

namespace OsLockConformance.Cli.References;

/// <summary>The reference as files: the same on every machine for the same sources.</summary>
internal static class ReferenceDocuments
{
    /// <summary>Where the repository has them.</summary>
    public const string Folder = "Conformance/Reference";

    /// <summary>All files.</summary>
    /// <param name="repository">The sources.</param>
    /// <param name="folder">The folder that they are for, which their links start from.</param>
    /// <param name="root">The command line.</param>
    public static IReadOnlyList<ReferenceDocument> Of(Repository repository, string folder, Command root)
    {
        var toRoot = Path.GetRelativePath(folder, repository.Root).Replace('\\', '/') + "/";
        return
        [
            RulesReference.Of(repository, toRoot),
            RegistersReference.Of(),
            ErrataReference.Of(repository, toRoot),
            FaultsReference.Of(),
            TargetsReference.Of(),
            CommandsReference.Of(root),
        ];
    }
}
