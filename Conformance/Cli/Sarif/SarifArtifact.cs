namespace OsLockConformance.Cli.Sarif;

/// <summary>A file that results point into.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Contents">What is in it, for a reader who does not have it; null if that is not known.</param>
internal sealed record SarifArtifact(SarifArtifactLocation Location, SarifArtifact.ContentsOf? Contents)
{
    /// <summary>The encoding of every trace.</summary>
    public string Encoding { get; } = "utf-8";

    /// <summary>The media type of every trace.</summary>
    public string MimeType { get; } = "text/plain";

    /// <summary>What is in a file.</summary>
    /// <param name="Text">Its text.</param>
    internal sealed record ContentsOf(string Text);
}
