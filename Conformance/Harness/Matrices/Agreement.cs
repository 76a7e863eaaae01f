using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Matrices;

/// <summary>
/// Compares a simulated kernel with the real one of its version. They draw different scenarios, since a real guest can't be stopped at a
/// chosen instruction and its PE can't be chosen; so numbers are not compared, only what was seen at all:
/// 1. a rule that was exercised on both and from which one diverges;
/// 2. a declared deviation that was seen on one and not on the other, though that one ran the witness;
/// 3. a trace of the corpus that shows one thing on one and another on the other.
/// </summary>
public sealed class Agreement
{
    private const string WitnessFolder = "errata/";

    private readonly List<Disagreement> _disagreements = [];
    private readonly List<NotCompared> _notCompared = [];
    private readonly MatrixColumn _profile;
    private readonly MatrixColumn _kernel;

    /// <summary>Compares two columns that have reports.</summary>
    public Agreement(MatrixColumn profile, MatrixColumn kernel)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(kernel);
        _profile = profile;
        _kernel = kernel;
        foreach (var rule in RuleCatalogue.All)
            Compare(MatrixCell.Of(rule.Id, profile), MatrixCell.Of(rule.Id, kernel));
        CompareTraces(profile.Report!, kernel.Report!);
    }

    /// <summary>In what they differ.</summary>
    public IReadOnlyList<Disagreement> Disagreements => _disagreements;

    /// <summary>What could not be compared.</summary>
    public IReadOnlyList<NotCompared> NotCompared => _notCompared;

    private static IEnumerable<string> SignaturesOf(MatrixCell cell) =>
        [.. cell.Findings.Select(static finding => finding.Signature.ToString()), .. cell.Flaky.Select(static flaky => $"now and then {flaky.Signature}")];

    private static bool IsKnown(MatrixCell cell) => cell.State is CellState.Conforms or CellState.DeviatesAsDeclared or CellState.Diverges;

    private void Compare(MatrixCell profile, MatrixCell kernel)
    {
        if (IsKnown(profile) && IsKnown(kernel) && profile.State == CellState.Diverges != (kernel.State == CellState.Diverges))
        {
            var (diverges, other) = profile.State == CellState.Diverges ? (_profile, _kernel) : (_kernel, _profile);
            var cell = profile.State == CellState.Diverges ? profile : kernel;
            Add(profile.Rule, $"{diverges.Name} diverges ({string.Join("; ", SignaturesOf(cell).Distinct())}), {other.Name} does not");
        }
        foreach (var seen in profile.Errata)
        {
            // What is not even reported for the kernel can't be judged in its emulator.
            if (kernel.Errata.FirstOrDefault(other => other.Erratum == seen.Erratum) is { } other)
                Compare(seen, other, kernel.State == CellState.NotApplicable);
            else if (seen.Seen > 0 && _kernel.Report!.Errata.Count > 0)
                _notCompared.Add(new NotCompared(seen.Erratum, _profile.Name, _kernel.Name, "the emulator below the kernel lacks the register"));
        }
    }

    private void Compare(ErratumSeen profile, ErratumSeen kernel, bool isNotApplicable)
    {
        if (profile.Seen > 0 == kernel.Seen > 0)
            return;
        var (shows, other, seen) = profile.Seen > 0 ? (_profile, _kernel, profile) : (_kernel, _profile, kernel);
        if (isNotApplicable)
            _notCompared.Add(new NotCompared(seen.Erratum, _profile.Name, _kernel.Name, $"{other.Name} lacks what {seen.Erratum.Rule.Print()} speaks of"));
        else if (!HasReplayed(other.Report!, $"{WitnessFolder}{seen.Erratum.Name}{TraceFormat.Extension}"))
            _notCompared.Add(new NotCompared(seen.Erratum, _profile.Name, _kernel.Name, $"{other.Name} cannot run the witness"));
        else
            Add(seen.Erratum.Rule, string.Create(CultureInfo.InvariantCulture, $"{seen.Erratum.Name} was seen on {shows.Name} ({seen.Seen:N0}) and never on {other.Name}, which ran its witness"));
    }

    private static bool HasReplayed(CheckReport report, string trace) => report.Replayed.Any(replayed => replayed.Trace == trace);

    private void CompareTraces(CheckReport profile, CheckReport kernel)
    {
        foreach (var replayed in profile.Replayed)
        {
            if (kernel.Replayed.FirstOrDefault(other => other.Trace == replayed.Trace) is { } other && other.Broken != replayed.Broken)
                Add((replayed.Broken ?? other.Broken)!.Value, $"the trace {replayed.Trace}: {_profile.Name} {Verdict(replayed)}, {_kernel.Name} {Verdict(other)}");
        }
    }

    private static string Verdict(ReplayedTrace replayed) => replayed.Broken is { } rule ? $"breaks {rule.Print()}" : "conforms";

    private void Add(RuleId rule, string what) => _disagreements.Add(new Disagreement(rule, _profile.Name, _kernel.Name, what));
}
