using System.Text.RegularExpressions;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.References;

/// <summary>Rules in texts: <c>OSL-6</c> as people write it, <c>OSL_6</c> in code, <c>OSL_6_…</c> in the name of a test.</summary>
internal static partial class RulePattern
{
    private static readonly Dictionary<string, RuleId> ByName = RuleCatalogue.All.ToDictionary(static rule => rule.Name, static rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The rules that a text speaks of, each once.</summary>
    public static IEnumerable<RuleId> In(string text) => Mention().Matches(text).Select(RuleOf).OfType<RuleId>().Distinct();

    /// <summary>The tests in a source file that have rules in their name: <c>OSL_2_OSL_5_only_bit_0_counts</c> has two.</summary>
    public static IEnumerable<(RuleId Rule, string Name)> TestsIn(string source) =>
        from name in Test().Matches(source).Select(static match => match.Groups["name"].Value)
        from rule in Prefix().Matches(name).Select(RuleOf).OfType<RuleId>().Distinct()
        select (rule, name);

    private static RuleId? RuleOf(Match match) =>
        ByName.TryGetValue($"{match.Groups["chapter"].Value}-{match.Groups["number"].Value}", out var rule) ? rule : null;

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?<chapter>[A-Z]{3})[-_](?<number>\d+)(?!\w)", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^    public (async Task|void|bool|Property) (?<name>[A-Z]{3}_\d+_\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex(@"\G(?<chapter>[A-Z]{3})_(?<number>\d+)_", RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();
}
