using System.Reflection;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Sarif;

/// <summary>What produced a run.</summary>
/// <param name="Driver">The program.</param>
internal sealed record SarifTool(SarifTool.Component Driver)
{
    /// <summary>This program, with the rules of the model.</summary>
    public static SarifTool Own { get; } = new(new Component(
        "oslock",
        "OsLockConformance",
        typeof(SarifTool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
        [.. RuleCatalogue.All.Select(Of)]));

    /// <summary>The place of a rule among those of <see cref="Own"/>.</summary>
    public static int IndexOf(RuleId rule) => Places[rule];

    private static readonly Dictionary<RuleId, int> Places = RuleCatalogue.All.Select(static (rule, place) => (rule.Id, place)).ToDictionary();

    private static Descriptor Of(Rule rule) => new(
        rule.Name,
        new SarifMessage(rule.Statement),
        new SarifMessage($"{rule.Statement} Source: {rule.Source}."),
        new HelpText($"{rule.Statement}\n\nSource: {rule.Source}.\n\n'oslock replay FILE' shows a trace action by action, 'oslock explain FILE' what would cause it.",
            $"{rule.Statement}\n\nSource: {rule.Source}.\n\n`oslock replay FILE` shows a trace action by action, `oslock explain FILE` what would cause it."),
        new Configuration("error"));

    /// <summary>A program.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Product">The project that it belongs to.</param>
    /// <param name="SemanticVersion">Its version.</param>
    /// <param name="Rules">The rules that its results name.</param>
    internal sealed record Component(string Name, string Product, string SemanticVersion, IReadOnlyList<Descriptor> Rules);

    /// <summary>A rule.</summary>
    /// <param name="Id">Its id, <c>OSL-6</c>.</param>
    /// <param name="ShortDescription">What it says.</param>
    /// <param name="FullDescription">The same with its source.</param>
    /// <param name="Help">What a reader can do.</param>
    /// <param name="DefaultConfiguration">How bad it is to break it.</param>
    internal sealed record Descriptor(string Id, SarifMessage ShortDescription, SarifMessage FullDescription, HelpText Help, Configuration DefaultConfiguration);

    /// <summary>Text for people in two forms.</summary>
    /// <param name="Text">Plain.</param>
    /// <param name="Markdown">As GitHub's Markdown.</param>
    internal sealed record HelpText(string Text, string Markdown);

    /// <summary>How a rule is reported.</summary>
    /// <param name="Level">The level of results that have none of their own.</param>
    internal sealed record Configuration(string Level);
}
