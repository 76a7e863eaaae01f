namespace OsLockConformance.Cli.References;

/// <summary>A file of the reference.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text, with the line ends of Unix.</param>
internal sealed record ReferenceDocument(string Name, string Text)
{
    /// <summary>The first lines of every file.</summary>
    public static string Head(string title) => $"# {title}\n\n<!-- Written by 'oslock reference'; change what it is written from. -->\n\n";
}
