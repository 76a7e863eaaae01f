using System.Text.Encodings.Web;
using System.Text.Json;

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

    public static void Write<T>(Terminal terminal, T report) => terminal.Output.WriteLine(JsonSerializer.Serialize(report, Options));
}
