using System.Text;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.References;

/// <summary>Every declared deviation, with the program that shows it.</summary>
internal static class ErrataReference
{
    public const string Name = "errata.md";

    public static ReferenceDocument Of(Repository repository, string toRoot)
    {
        var text = new StringBuilder(ReferenceDocument.Head("Declared deviations"));
        text.Append("What targets are known to do otherwise. A check accepts them, and says how often it met each; `--strict` accepts none.\n\n");
        text.Append(Markdown.Table(["id", "rule", "targets"], ErratumCatalogue.All.Select(static erratum =>
            (string[])[Markdown.Link(erratum.Name, $"#{Markdown.Anchor(erratum.Name)}"), RulesReference.Link(erratum.Rule), string.Join(", ", erratum.Targets.Select(TargetsReference.Link))])));
        foreach (var erratum in ErratumCatalogue.All)
            Section(text, erratum, repository, toRoot);
        return new ReferenceDocument(Name, text.ToString());
    }

    /// <summary>A link to an erratum from another file of the reference.</summary>
    public static string Link(string erratum) => Markdown.Link(erratum, $"{Name}#{Markdown.Anchor(erratum)}");

    /// <summary>The witness, from the root of the repository.</summary>
    public static string WitnessOf(Erratum erratum) => $"Conformance/Corpus/errata/{erratum.Name}{TraceFormat.Extension}";

    private static void Section(StringBuilder text, Erratum erratum, Repository repository, string toRoot)
    {
        var witness = TraceParser.ParseText(repository.Read(WitnessOf(erratum)), WitnessOf(erratum));
        text.Append($"\n## {erratum.Name}\n\n{Markdown.Text(erratum.Deviation)}\n\n");
        text.Append($"- Rule: {RulesReference.Link(erratum.Rule)}: {Markdown.Text(RuleCatalogue.Get(erratum.Rule).Statement)}\n");
        text.Append($"- Why: {Markdown.Text(erratum.Reason)}\n");
        text.Append($"- Targets: {string.Join(", ", erratum.Targets.Select(TargetsReference.Link))}\n");
        text.Append($"- {Markdown.Link("Witness", toRoot + WitnessOf(erratum))}:\n\n");
        foreach (var action in witness.Scenario.Actions)
            text.Append($"      {ActionText.Of(action)}\n");
    }
}
