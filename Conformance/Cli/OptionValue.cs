using System.CommandLine;
using System.Globalization;
using OsLockConformance.Cli.Matrices;
using OsLockConformance.Harness.Generation;

namespace OsLockConformance.Cli;

/// <summary>Options whose values have a form of their own, and one sentence for each form that is wrong.</summary>
internal static class OptionValue
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    private static readonly (string Unit, long Bytes)[] Sizes = [("MB", 1L << 20), ("GB", 1L << 30)];

    private const long LeastMemory = 1L << 20;
    private const long MostMemory = 1L << 40;
    private const int MostDepth = 1_000_000;

    private const int MostSeeds = 1000;

    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    /// <summary>The option <c>--format</c>.</summary>
    public static Option<string> FormatOption() => new("--format") { Description = "text or json (default: text)", HelpName = "FORMAT" };

    /// <summary><c>text</c> or <c>json</c>.</summary>
    public static OutputFormat Format(string? text) => text switch
    {
        null or "text" => OutputFormat.Text,
        "json" => OutputFormat.Json,
        _ => throw Wrong("--format", "text or json", text),
    };

    /// <summary>The option <c>--format</c> of what CI runs.</summary>
    public static Option<string> ReportFormatOption() => new("--format") { Description = "text, json, junit, tap or sarif (default: text)", HelpName = "FORMAT" };

    /// <summary><c>text</c>, <c>json</c>, <c>junit</c>, <c>tap</c> or <c>sarif</c>.</summary>
    public static OutputFormat ReportFormat(string? text) => text switch
    {
        null or "text" => OutputFormat.Text,
        "json" => OutputFormat.Json,
        "junit" => OutputFormat.JUnit,
        "tap" => OutputFormat.Tap,
        "sarif" => OutputFormat.Sarif,
        _ => throw Wrong("--format", "text, json, junit, tap or sarif", text),
    };

    /// <summary><c>text</c>, <c>markdown</c>, <c>json</c> or <c>html</c>.</summary>
    public static MatrixFormat MatrixFormat(string? text) => text switch
    {
        null or "text" => Matrices.MatrixFormat.Text,
        "markdown" => Matrices.MatrixFormat.Markdown,
        "json" => Matrices.MatrixFormat.Json,
        "html" => Matrices.MatrixFormat.Html,
        _ => throw Wrong("--format", "text, markdown, json or html", text),
    };

    /// <summary>A number of tests: 1 or more.</summary>
    public static long Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw Wrong("--tests", "a number of tests, 1 or more", text);

    /// <summary>A number of seeds.</summary>
    public static int Seeds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) && seeds is > 0 and <= MostSeeds
            ? seeds
            : throw Wrong("--seeds", $"a number of seeds, 1 to {MostSeeds}", text);

    /// <summary>A number of actions.</summary>
    public static long Actions(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var actions) && actions > 0
            ? actions
            : throw Wrong("--actions", "a number of actions, 1 or more", text);

    /// <summary>A length of scenarios.</summary>
    public static int Length(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is > 0 and <= ScenarioGenerator.MaximumLength
            ? length
            : throw Wrong("--length", $"a number of actions, 1 to {ScenarioGenerator.MaximumLength}", text);

    /// <summary>A seed.</summary>
    public static ulong Seed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw Wrong("--seed", "a number of at most 64 bits", text);

    /// <summary>A time such as <c>500ms</c>, <c>30s</c> or <c>2m</c>.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="option">The option that it was given to.</param>
    public static TimeSpan Time(string text, string option = "--time")
    {
        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number > 0 && number * milliseconds <= LongestTime.TotalMilliseconds)
                return TimeSpan.FromMilliseconds(number * milliseconds);
        }

        throw Wrong(option, "a time such as 500ms, 30s or 2m", text);
    }

    /// <summary>A depth of a search.</summary>
    public static int Depth(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth is > 0 and <= MostDepth
            ? depth
            : throw Wrong("--depth", $"a number of actions, 1 to {MostDepth}", text);

    /// <summary>A size of memory such as <c>512MB</c> or <c>1.5GB</c>, in bytes.</summary>
    public static long Memory(string text)
    {
        foreach (var (unit, bytes) in Sizes)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * bytes is >= LeastMemory and <= MostMemory)
                return (long)(number * bytes);
        }

        throw Wrong("--memory", "a size in MB or GB, 1MB to 1024GB, such as 512MB or 1.5GB", text);
    }

    private static UsageException Wrong(string option, string expected, string text) => new($"{option} expects {expected}, got '{text}'");
}
