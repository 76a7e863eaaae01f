using System.CommandLine;

namespace OsLockConformance.Cli;

/// <summary>For whom a report is written.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,
    /// <summary>For programs.</summary>
    Json,
}

/// <summary>The option <c>--format</c>.</summary>
internal static class FormatOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = static _ => "text", HelpName = "text|json" };
        return option.AcceptOnlyFromAmong("text", "json");
    }

    public static OutputFormat Of(ParseResult result, Option<string> option) =>
        result.GetValue(option) == "json" ? OutputFormat.Json : OutputFormat.Text;
}
