using OsLockConformance.Harness.Checking;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Matrices;

/// <summary>A rule on a target.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="State">What is known.</param>
/// <param name="Exercised">How often the rule was exercised; see <see cref="Lockstep.RuleCounter"/>.</param>
/// <param name="Errata">The deviations from the rule that are declared for the target, those that were not seen too.</param>
/// <param name="Findings">What diverged, the simplest first.</param>
public sealed record MatrixCell(RuleId Rule, CellState State, long Exercised, IReadOnlyList<ErratumSeen> Errata, IReadOnlyList<Finding> Findings)
{
    /// <summary>Scenarios to which the target gives different answers, in some of which it diverges.</summary>
    public IReadOnlyList<FlakyScenario> Flaky { get; private init; } = [];

    /// <summary>The cell of a rule in a column.</summary>
    public static MatrixCell Of(RuleId rule, MatrixColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Report is not { } report)
            return new MatrixCell(rule, CellState.CouldNotRun, 0, [], []);
        var exercised = report.Rules.FirstOrDefault(seen => seen.Rule == rule)?.Seen ?? 0;
        ErratumSeen[] errata = [.. report.Errata.Where(seen => seen.Erratum.Rule == rule)];
        Finding[] findings = [.. report.Findings.Where(finding => finding.Rule == rule)];
        FlakyScenario[] flaky = [.. report.Flaky.Where(flaky => RuleRefinement.Of(flaky.Signature, flaky.Scenario) == rule)];
        return new MatrixCell(rule, StateOf(rule, report, exercised, errata, findings.Length + flaky.Length), exercised, errata, findings) { Flaky = flaky };
    }

    private static CellState StateOf(RuleId rule, CheckReport report, long exercised, ErratumSeen[] errata, int divergences)
    {
        if (divergences > 0)
            return CellState.Diverges;
        if (Array.Exists(errata, static seen => seen.Seen > 0))
            return CellState.DeviatesAsDeclared;
        if (exercised > 0)
            return CellState.Conforms;
        return report.NotApplicable.Contains(rule) ? CellState.NotApplicable : CellState.NotExercised;
    }
}
