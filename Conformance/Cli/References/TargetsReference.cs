using System.Text;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli.References;

/// <summary>Every target, planted faults apart.</summary>
internal static class TargetsReference
{
    public const string Name = "targets.md";

    private static readonly (TargetCapabilities Capability, string Words)[] Capabilities =
    [
        (TargetCapabilities.Reset, "resets"),
        (TargetCapabilities.Userspace, "userspace"),
        (TargetCapabilities.BoundaryEvents, "events in a block"),
        (TargetCapabilities.Host, "host and second guest"),
    ];

    public static ReferenceDocument Of()
    {
        var text = new StringBuilder(ReferenceDocument.Head("Targets"));
        text.Append($"What can be tested. {Markdown.Link("Planted faults", FaultsReference.Name)} are targets too.\n");
        foreach (var row in TargetsCommand.Rows)
            Section(text, row[0], row[1]);
        return new ReferenceDocument(Name, text.ToString());
    }

    /// <summary>A link to a target from another file of the reference. Both names of QEMU are one target here.</summary>
    public static string Link(string target) =>
        Markdown.Link(target, $"{Name}#{Markdown.Anchor(target == QemuTarget.OldName ? QemuTarget.NewName : target)}");

    private static void Section(StringBuilder text, string name, string description)
    {
        text.Append($"\n## {name}\n\n{Markdown.Text(description)}\n");
        List<string> facts = [];
        if (TargetCatalogue.TryCreate(name, out var target))
            facts.Add($"Does: {string.Join(", ", ["blocks of the guest", .. Capabilities.Where(row => (target.Capabilities & row.Capability) != 0).Select(static row => row.Words)])}");
        Errata(facts, "Declared deviations", name);
        if (name == QemuTarget.NewName)
            Errata(facts, $"Declared deviations of {QemuTarget.OldName}", QemuTarget.OldName);
        if (facts.Count > 0)
            text.Append('\n').AppendJoin("", facts.Select(static fact => $"- {fact}\n"));
    }

    private static void Errata(List<string> facts, string what, string target)
    {
        var errata = ErratumCatalogue.DeclaredFor(target);
        if (errata.Count > 0)
            facts.Add($"{what}: {string.Join(", ", errata.Select(static erratum => ErrataReference.Link(erratum.Name)))}");
    }
}
