using System.Text.Json.Serialization;

namespace OsLockConformance.Cli.Sarif;

/// <summary>
/// The Static Analysis Results Interchange Format, version 2.1.0 (OASIS), as far as reports use it. Names and order of the members are the
/// standard's; a member that is null is left out.
/// </summary>
/// <param name="Runs">A run for each target.</param>
internal sealed record SarifLog([property: JsonPropertyOrder(1)] IReadOnlyList<SarifRun> Runs)
{
    /// <summary>Which schema the file follows.</summary>
    [JsonPropertyName("$schema")]
    public string Schema { get; } = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The version of the format.</summary>
    public string Version { get; } = "2.1.0";
}
