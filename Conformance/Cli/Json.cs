using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OsLockConformance.Cli;

/// <summary>Reports for programs.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // The texts hold '+', '&' and '<', which are only dangerous inside of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions OptionsWithoutNulls = new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes all members: what is not known is null.</summary>
    public static void Write<T>(Terminal terminal, T report) => terminal.Output.WriteLine(JsonSerializer.Serialize(report, Options));

    /// <summary>Leaves out what is null, for formats of others in which a member is there or not.</summary>
    public static void WriteWithoutNulls<T>(Terminal terminal, T report) => terminal.Output.WriteLine(JsonSerializer.Serialize(report, OptionsWithoutNulls));
}
