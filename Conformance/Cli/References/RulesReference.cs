using System.Text;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.References;

/// <summary>Every rule: what it says, where it comes from, and what speaks of it.</summary>
internal static class RulesReference
{
    public const string Name = "rules.md";

    public static ReferenceDocument Of(Repository repository, string toRoot)
    {
        var mentions = RuleMentions.In(repository);
        var text = new StringBuilder(ReferenceDocument.Head("Rules"));
        text.Append("What the model demands. Each rule is coded twice: in the reference model, and in the simulated hardware or the KVM versions on it.\n\n");
        text.Append(Markdown.Table(["rule", "what it says"], RuleCatalogue.All.Select(static rule => (string[])[Link(rule.Id), Markdown.Text(rule.Statement)])));
        foreach (var rule in RuleCatalogue.All)
            Section(text, rule, mentions[rule.Id], toRoot);
        return new ReferenceDocument(Name, text.ToString());
    }

    /// <summary>A link to a rule from another file of the reference.</summary>
    public static string Link(RuleId rule) => Markdown.Link(rule.Print(), $"{Name}#{Markdown.Anchor(rule.Print())}");

    private static void Section(StringBuilder text, Rule rule, RuleMentions mentions, string toRoot)
    {
        text.Append($"\n## {rule.Name}\n\n{Markdown.Text(rule.Statement)}\n\n");
        text.Append($"- Source: {Markdown.Text(rule.Source)}\n");
        List(text, "Model", mentions.Model.Select(file => Markdown.Link(Path.GetFileName(file), toRoot + file)));
        List(text, "Implementations", mentions.Hardware.Select(file => Markdown.Link(file["Implementation/".Length..], toRoot + file)));
        List(text, "Invariants", InvariantCatalogue.All.Where(invariant => invariant.Rule == rule.Id).Select(static invariant => Markdown.Code(invariant.Name)));
        List(text, "Declared deviations", ErratumCatalogue.All.Where(erratum => erratum.Rule == rule.Id).Select(static erratum => ErrataReference.Link(erratum.Name)));
        List(text, "Tests", mentions.Tests.Select(test => Markdown.Link(Markdown.Code(test.Test), toRoot + test.File)));
        List(text, "Traces", Traces(rule, mentions).Select(file => Markdown.Link(Path.GetFileNameWithoutExtension(file), toRoot + file)));
    }

    /// <summary>The traces that name the rule, and the witnesses of its errata.</summary>
    private static IEnumerable<string> Traces(Rule rule, RuleMentions mentions) => mentions.Traces
        .Concat(ErratumCatalogue.All.Where(erratum => erratum.Rule == rule.Id).Select(static erratum => ErrataReference.WitnessOf(erratum)))
        .Distinct().Order(StringComparer.Ordinal);

    private static void List(StringBuilder text, string what, IEnumerable<string> items)
    {
        var list = string.Join(", ", items);
        if (list.Length > 0)
            text.Append($"- {what}: {list}\n");
    }
}
