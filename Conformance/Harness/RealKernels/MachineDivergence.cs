using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>A divergence on the serial line, without its scenario.</summary>
/// <param name="Signature">What it is.</param>
/// <param name="ScenarioSeed">The seed of the generated scenario.</param>
/// <param name="ShrinkExecutions">Executions that shrinking took.</param>
/// <param name="Erratum">The declared deviation that explains it, or null.</param>
/// <param name="Accepted">The errata that it takes to see it.</param>
public sealed record MachineDivergence(Signature Signature, ulong ScenarioSeed, int ShrinkExecutions, Erratum? Erratum, ErratumId Accepted)
{
    private const string None = "-";

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MachineDivergence Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(' ') is not [var rule, var kind, var detail, var seed, var executions, var erratum, var accepted]
            || !Enum.TryParse<RuleId>(rule, out var ruleId) || !Enum.TryParse<DivergenceKind>(kind, out var divergenceKind))
            throw new FormatException($"expected a divergence, got '{text}'");
        var signature = new Signature(ruleId, divergenceKind, uint.Parse(detail, CultureInfo.InvariantCulture));
        var declared = erratum == None ? null : ErratumCatalogue.Find(erratum) ?? throw new FormatException($"expected a declared deviation, got '{erratum}'");
        return new MachineDivergence(
            signature,
            ulong.Parse(seed, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            int.Parse(executions, CultureInfo.InvariantCulture),
            declared,
            (ErratumId)ulong.Parse(accepted, CultureInfo.InvariantCulture));
    }

    /// <summary>Writes it.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture,
        $"{Signature.Rule} {Signature.Kind} {Signature.Detail} {ScenarioSeed:x16} {ShrinkExecutions} {Erratum?.Name ?? None} {(ulong)Accepted}");

    /// <summary>It, with its shrunk scenario.</summary>
    public Finding With(Scenario scenario) => new(Signature, scenario, Erratum, ScenarioSeed, ShrinkExecutions) { Accepted = Accepted };
}
