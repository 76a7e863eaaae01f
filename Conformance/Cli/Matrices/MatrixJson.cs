using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Matrices;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Matrices;

/// <summary>A matrix for programs; <c>oslock schema matrix</c> describes it.</summary>
/// <param name="Schema"><c>oslock-matrix</c>.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="Commands.SchemaCommand"/>.</param>
/// <param name="Seed">The seed of the campaign.</param>
/// <param name="Scenarios">Generated scenarios for each target; null if a time was given.</param>
/// <param name="TimeSeconds">The time for each target; null if a number was given.</param>
/// <param name="Traces">Traces of the corpus.</param>
/// <param name="AsDeclared">Whether everything that ran behaves as declared.</param>
/// <param name="Targets">The columns.</param>
/// <param name="Rules">The rows.</param>
/// <param name="Disagreements">Where a simulated and a real kernel differ.</param>
/// <param name="UnmetExpectations">Where a trace of the corpus did not show what it expects.</param>
/// <param name="NotCompared">Declared deviations that could not be compared.</param>
internal sealed record MatrixJson(
    string Schema,
    int SchemaVersion,
    ulong Seed,
    long? Scenarios,
    double? TimeSeconds,
    int Traces,
    bool AsDeclared,
    IReadOnlyList<MatrixJson.TargetJson> Targets,
    IReadOnlyList<MatrixJson.RuleJson> Rules,
    IReadOnlyList<MatrixJson.DisagreementJson> Disagreements,
    IReadOnlyList<MatrixJson.UnmetJson> UnmetExpectations,
    IReadOnlyList<MatrixJson.NotComparedJson> NotCompared)
{
    private const string SchemaName = "oslock-matrix";
    private const int Version = 2;

    /// <summary>A column.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">What it is or ran on; null if that is not known.</param>
    /// <param name="Profile">For a real kernel, the simulated kernel that it is compared with.</param>
    /// <param name="Error">Why it could not run; null if it did.</param>
    /// <param name="Scenarios">Generated scenarios run.</param>
    /// <param name="Traces">Traces of the corpus replayed.</param>
    /// <param name="Actions">Actions compared.</param>
    /// <param name="Interrupted">Whether it was ended before its budget.</param>
    /// <param name="Failure">Why it could not be used any longer, so that its check ended before its budget; null if it could.</param>
    /// <param name="Seconds">How long it took.</param>
    internal sealed record TargetJson(string Name, string? Description, string? Profile, string? Error, long Scenarios, int Traces, long Actions, bool Interrupted, string? Failure, double Seconds);

    /// <summary>A row.</summary>
    /// <param name="Rule">The rule.</param>
    /// <param name="Statement">What it says.</param>
    /// <param name="Cells">One for each target, in their order.</param>
    internal sealed record RuleJson(string Rule, string Statement, IReadOnlyList<CellJson> Cells);

    /// <summary>A cell.</summary>
    /// <param name="Target">The column.</param>
    /// <param name="State"><c>conforms</c>, <c>deviates as declared</c>, <c>diverges</c>, <c>not exercised</c>, <c>not applicable</c> or <c>could not run</c>.</param>
    /// <param name="Exercised">How often the rule was exercised.</param>
    /// <param name="Errata">The declared deviations from the rule.</param>
    /// <param name="Findings">The findings, the simplest first.</param>
    /// <param name="Flaky">Scenarios that diverge now and then.</param>
    internal sealed record CellJson(string Target, string State, long Exercised, IReadOnlyList<ErratumJson> Errata, IReadOnlyList<FoundJson> Findings, IReadOnlyList<FlakyJson> Flaky);

    /// <summary>A declared deviation.</summary>
    /// <param name="Id">Its printed id.</param>
    /// <param name="Seen">How often it was relied on; 0 if it was not seen.</param>
    internal sealed record ErratumJson(string Id, long Seen);

    /// <summary>A finding.</summary>
    /// <param name="Signature">What the divergence is.</param>
    /// <param name="Actions">Actions of the shortest program.</param>
    /// <param name="Trace">The file with its trace.</param>
    /// <param name="Scenario">The trace itself.</param>
    internal sealed record FoundJson(string Signature, int Actions, string? Trace, string Scenario);

    /// <summary>A scenario that diverges now and then.</summary>
    /// <param name="Signature">What the divergence is.</param>
    /// <param name="Diverged">In how many of the repetitions it came again.</param>
    /// <param name="Runs">Repetitions.</param>
    /// <param name="Trace">The file with its trace.</param>
    /// <param name="Scenario">The trace itself, not shrunk.</param>
    internal sealed record FlakyJson(string Signature, int Diverged, int Runs, string? Trace, string Scenario);

    /// <summary>Where a simulated and a real kernel differ.</summary>
    /// <param name="Rule">The rule that it is about.</param>
    /// <param name="Profile">The column of the simulated kernel.</param>
    /// <param name="Kernel">The column of the real one.</param>
    /// <param name="What">In what they differ.</param>
    internal sealed record DisagreementJson(string Rule, string Profile, string Kernel, string What);

    /// <summary>A trace that did not show what it expects.</summary>
    /// <param name="Trace">Its name.</param>
    /// <param name="Target">The column.</param>
    /// <param name="Expected">The rule that is expected to be broken, <c>any</c>, or <c>none</c>.</param>
    /// <param name="Broken">The rule that is broken, or <c>none</c>.</param>
    internal sealed record UnmetJson(string Trace, string Target, string Expected, string Broken);

    /// <summary>A declared deviation that could not be compared.</summary>
    /// <param name="Erratum">Its printed id.</param>
    /// <param name="Profile">The column of the simulated kernel.</param>
    /// <param name="Kernel">The column of the real one.</param>
    /// <param name="Reason">Why not.</param>
    internal sealed record NotComparedJson(string Erratum, string Profile, string Kernel, string Reason);

    public static MatrixJson Of(ConformanceMatrix matrix) => new(
        SchemaName,
        Version,
        matrix.Options.Seed,
        matrix.Options.Scenarios,
        matrix.Options.Time?.TotalSeconds,
        matrix.Corpus.Count,
        matrix.IsAsDeclared,
        [.. matrix.Columns.Select(Of)],
        [.. ConformanceMatrix.Rules.Select((rule, row) => new RuleJson(rule.Name, rule.Statement, [.. matrix.Row(row).Select((cell, place) => Of(matrix.Columns[place], cell))]))],
        [.. matrix.Disagreements.Select(static found => new DisagreementJson(found.Rule.Print(), found.Profile, found.Kernel, found.What))],
        [.. matrix.UnmetExpectations.Select(Of)],
        [.. matrix.NotCompared.Select(static not => new NotComparedJson(not.Erratum.Name, not.Profile, not.Kernel, not.Reason))]);

    private static TargetJson Of(MatrixColumn column) => column.Report is { } report
        ? new(column.Name, column.Description, column.Profile, null, report.Scenarios, report.Replayed.Count, report.Actions, report.Interrupted, report.Failure, Math.Round(report.Elapsed.TotalSeconds, 3))
        : new(column.Name, column.Description, column.Profile, column.Error, 0, 0, 0, false, null, 0);

    private static CellJson Of(MatrixColumn column, MatrixCell cell) => new(
        column.Name,
        MatrixWords.Of(cell.State),
        cell.Exercised,
        [.. cell.Errata.Select(static seen => new ErratumJson(seen.Erratum.Name, seen.Seen))],
        [.. cell.Findings.Select(Of)],
        [.. cell.Flaky.Select(static flaky => new FlakyJson(flaky.Signature.ToString(), flaky.Diverged, flaky.Runs, flaky.TracePath, TraceFormat.Write(flaky.Scenario)))]);

    private static FoundJson Of(Finding finding) =>
        new(finding.Signature.ToString(), finding.Scenario.Actions.Length, finding.TracePath, TraceFormat.Write(finding.Scenario));

    private static UnmetJson Of(UnmetExpectation unmet) => new(
        unmet.Replayed.Trace,
        unmet.Column,
        unmet.Expected.Verdict == TraceVerdict.Conforms ? "none" : unmet.Expected.Rule?.Print() ?? "any",
        unmet.Replayed.Broken?.Print() ?? "none");
}
