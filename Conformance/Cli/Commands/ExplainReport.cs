using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Exports;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>An explanation for programs; <c>oslock schema explain</c> describes it.</summary>
/// <param name="Schema"><c>oslock-explain</c>.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="SchemaCommand"/>.</param>
/// <param name="File">The trace.</param>
/// <param name="Target">Where it ran.</param>
/// <param name="Verdict"><c>conforms</c> or <c>diverges</c>.</param>
/// <param name="Signature">What the divergence is; null if there is none.</param>
/// <param name="Rule">The rule that is broken; null if none is.</param>
/// <param name="Actions">The actions in order.</param>
/// <param name="Comparison">Expected and observed of the divergent action, field by field.</param>
/// <param name="Diagnosis">What would explain it, the best first.</param>
/// <param name="Experiments">Other programs that were run on the target for that.</param>
internal sealed record ExplainReport(
    string Schema,
    int SchemaVersion,
    string File,
    string Target,
    string Verdict,
    string? Signature,
    ExplainReport.BrokenRule? Rule,
    IReadOnlyList<ExplainReport.Action> Actions,
    IReadOnlyList<ComparedField> Comparison,
    IReadOnlyList<ExplainReport.Cause> Diagnosis,
    int Experiments)
{
    /// <summary>A rule.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Statement">What it says.</param>
    /// <param name="Source">Where it comes from.</param>
    internal sealed record BrokenRule(string Id, string Statement, string Source);

    /// <summary>An action.</summary>
    /// <param name="Text">Its trace line.</param>
    /// <param name="Sentence">What it does.</param>
    /// <param name="State">The state before it.</param>
    /// <param name="Expected">What the model allows; null if the action was not reached.</param>
    /// <param name="Observed">What the target showed; null if the action was not executed.</param>
    /// <param name="Agrees">Whether that is allowed; null if the action was not executed.</param>
    internal sealed record Action(string Text, string Sentence, IReadOnlyList<StateField> State, string? Expected, string? Observed, bool? Agrees);

    /// <summary>Something known that may be the cause.</summary>
    /// <param name="Place">Its place; those that nothing tells apart share one.</param>
    /// <param name="Name">An erratum, or a planted fault's target.</param>
    /// <param name="Sentence">What it does.</param>
    /// <param name="Kind">How well it explains the divergence, as a word.</param>
    /// <param name="Grade">The same in words.</param>
    /// <param name="Explains">Whether it explains all that was seen.</param>
    /// <param name="Rule">The rule of an erratum; null for a fault.</param>
    /// <param name="Confirmed">Other programs in which it says what the target shows.</param>
    /// <param name="Refuted">Other programs in which it does not.</param>
    internal sealed record Cause(int Place, string Name, string Sentence, string Kind, string Grade, bool Explains, string? Rule, int Confirmed, int Refuted);

    public static ExplainReport Of(string file, Explanation explanation) => new(
        "oslock-explain",
        1,
        file,
        explanation.Target,
        explanation.Divergence is null ? "conforms" : "diverges",
        explanation.Divergence?.Signature.ToString(),
        explanation.Rule is { } rule ? new(rule.Name, rule.Statement, rule.Source) : null,
        [.. explanation.Actions.Select(Of)],
        explanation.Comparison,
        [.. explanation.Diagnosis.Candidates.Select(Of)],
        explanation.Diagnosis.Experiments);

    private static Action Of(ExplainedAction action)
    {
        var entry = action.Entry;
        return entry.Status switch
        {
            TimelineStatus.NotReached => new(entry.Text, action.Sentence, action.State, null, null, null),
            TimelineStatus.Skipped => new(entry.Text, action.Sentence, action.State, entry.Expected, null, null),
            _ => new(entry.Text, action.Sentence, action.State, entry.Expected, entry.Observed, entry.Status == TimelineStatus.Agrees),
        };
    }

    private static Cause Of(Candidate candidate) => new(candidate.Place, candidate.Name, candidate.Sentence, candidate.Kind.ToString(),
        DiagnosisWords.Grade(candidate), candidate.Explains, candidate.Rule?.Print(), candidate.Confirmed, candidate.Refuted);
}
