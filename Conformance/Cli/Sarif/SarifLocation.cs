namespace OsLockConformance.Cli.Sarif;

/// <summary>A line of a trace.</summary>
/// <param name="PhysicalLocation">Which.</param>
/// <param name="Message">What happens there; null if that goes without saying.</param>
internal sealed record SarifLocation(SarifLocation.Physical PhysicalLocation, SarifMessage? Message = null)
{
    /// <summary>Which line of which file.</summary>
    /// <param name="ArtifactLocation">The file.</param>
    /// <param name="Region">The line.</param>
    internal sealed record Physical(SarifArtifactLocation ArtifactLocation, RegionOf Region);

    /// <summary>A line.</summary>
    /// <param name="StartLine">Its number, from 1.</param>
    /// <param name="Snippet">What stands there.</param>
    internal sealed record RegionOf(int StartLine, SarifMessage Snippet);
}
