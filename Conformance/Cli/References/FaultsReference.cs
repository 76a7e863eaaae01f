using System.Globalization;
using System.Text;
using OsLockConformance.Implementation.Faults;

namespace OsLockConformance.Cli.References;

/// <summary>Every planted fault.</summary>
internal static class FaultsReference
{
    public const string Name = "faults.md";

    public static ReferenceDocument Of()
    {
        var text = new StringBuilder(ReferenceDocument.Head("Planted faults"));
        text.Append(CultureInfo.InvariantCulture, $"{PlantedFaults.All.Count} mistakes that are planted into the KVM versions, to see whether the harness finds them: `oslock check fault:NAME`.\n\n");
        text.Append(Markdown.Table(["target", "base", "kind", "what it does wrong"], PlantedFaults.All.Select(static fault =>
            (string[])[Markdown.Code(fault.TargetName), TargetsReference.Link(fault.BaseProfile.Name), Kind(fault.Kind), Markdown.Text(fault.Sentence)])));
        return new ReferenceDocument(Name, text.ToString());
    }

    private static string Kind(FaultKind kind) => kind switch
    {
        FaultKind.ForgottenSave => "not saved",
        FaultKind.ForgottenRestore => "not restored",
        FaultKind.TrapBit => "trap control",
        FaultKind.Mask => "mask",
        FaultKind.Order => "order",
        FaultKind.WrongBit => "wrong bit",
        FaultKind.WrongRegister => "wrong register",
        FaultKind.StaleCopy => "stale copy",
        FaultKind.MissingCondition => "missing condition",
        FaultKind.Leak => "leak",
        _ => kind.ToString(),
    };
}
