using OsLockConformance.Evaluation.Clocks;
using OsLockConformance.Evaluation.Results;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Evaluations;

/// <summary>An evaluation for programs; <c>oslock schema evaluate</c> describes it.</summary>
/// <param name="Schema"><c>oslock-evaluation</c>.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="Commands.SchemaCommand"/>.</param>
/// <param name="Seeds">Seeds that were asked for.</param>
/// <param name="Actions">Most actions of a search.</param>
/// <param name="TimeSeconds">Longest search.</param>
/// <param name="Shrinks">Most candidates of shrinking.</param>
/// <param name="Interrupted">Whether trials or proofs are missing.</param>
/// <param name="Clock">What seconds are.</param>
/// <param name="Approaches">What was put side by side, ours first.</param>
/// <param name="Rates">How fast they are; empty if that was not measured.</param>
/// <param name="Goals">What ours reaches over the planted faults; null if there are none.</param>
/// <param name="Tasks">What was to be found.</param>
/// <param name="LeftOut">What can't be evaluated.</param>
internal sealed record EvaluationJson(
    string Schema,
    int SchemaVersion,
    int Seeds,
    long Actions,
    double TimeSeconds,
    int Shrinks,
    bool Interrupted,
    string Clock,
    IReadOnlyList<EvaluationJson.ApproachJson> Approaches,
    IReadOnlyList<EvaluationJson.RateJson> Rates,
    EvaluationJson.GoalsJson? Goals,
    IReadOnlyList<EvaluationJson.TaskJson> Tasks,
    IReadOnlyList<LeftOutTask> LeftOut)
{
    private const string SchemaName = "oslock-evaluation";
    private const int Version = 1;

    /// <summary>An approach.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Description">What it is given.</param>
    /// <param name="Solved">Tasks by the bucket of their mean time: 0.1 s, 1 s, 10 s, 60 s, not solved.</param>
    internal sealed record ApproachJson(string Name, string Description, IReadOnlyList<int> Solved);

    /// <summary>A rate.</summary>
    /// <param name="Name">The approach, or model and target alone.</param>
    /// <param name="ActionsPerSecond">On one core.</param>
    /// <param name="BytesPerAction">Allocated.</param>
    internal sealed record RateJson(string Name, double ActionsPerSecond, double BytesPerAction);

    /// <summary>What ours reaches over the planted faults.</summary>
    /// <param name="Faults">Planted faults.</param>
    /// <param name="Found">Those that every seed found.</param>
    /// <param name="Trials">Trials.</param>
    /// <param name="FoundWithinOneSecond">Trials that found theirs within a second.</param>
    /// <param name="Shortest">Faults that every seed shrank to the reference.</param>
    /// <param name="Proved">Faults that every seed shrank to as few steps as are proved to be the fewest.</param>
    /// <param name="OneNormalForm">Faults with one normal form for each signature.</param>
    /// <param name="MeanExecutions">Executions of a shrink.</param>
    /// <param name="MeanExecutionsToResult">Those of them until the result was met.</param>
    /// <param name="MeanTransitions">Single actions that the searches of a shrink tried.</param>
    /// <param name="MeanShrinkSeconds">Seconds of a shrink.</param>
    /// <param name="ProofsTried">Faults whose proofs were tried.</param>
    /// <param name="Missed">The goals that are missed.</param>
    internal sealed record GoalsJson(int Faults, int Found, int Trials, int FoundWithinOneSecond, int Shortest, int Proved, int OneNormalForm, double? MeanExecutions, double? MeanExecutionsToResult, double? MeanTransitions, double? MeanShrinkSeconds, int ProofsTried, IReadOnlyList<string> Missed);

    /// <summary>A task.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind"><c>planted fault</c>, <c>diverging profile</c> or <c>erratum</c>.</param>
    /// <param name="Target">The target that has it.</param>
    /// <param name="ProofTried">Whether its proofs were tried.</param>
    /// <param name="Results">One for each approach, in their order.</param>
    internal sealed record TaskJson(string Name, string Kind, string Target, bool ProofTried, IReadOnlyList<ResultJson> Results);

    /// <summary>What an approach did with a task.</summary>
    /// <param name="Approach">The approach.</param>
    /// <param name="Trials">Trials that were run.</param>
    /// <param name="Found">Trials that found a failure.</param>
    /// <param name="ActionsMedian">Actions until the first failure; null if more than half of the trials found none.</param>
    /// <param name="ActionsP90">The 90th percentile.</param>
    /// <param name="SecondsMedian">Seconds until the first failure.</param>
    /// <param name="SecondsP90">The 90th percentile.</param>
    /// <param name="StepsMean">Steps of the shrunk scenarios.</param>
    /// <param name="References">The references of the signatures that it ended with.</param>
    /// <param name="AtReference">Trials that reached theirs.</param>
    /// <param name="ProvedSignatures">Signatures for which it is proved that no scenario is shorter than the reference.</param>
    /// <param name="Signatures">Different signatures.</param>
    /// <param name="NormalForms">Different shrunk scenarios.</param>
    /// <param name="ExecutionsMean">Executions of a shrink.</param>
    /// <param name="ExecutionsToResultMean">Those of them until the result was met.</param>
    /// <param name="TransitionsMean">Single actions that the searches of a shrink tried.</param>
    /// <param name="ShrinkSecondsMean">Seconds of a shrink.</param>
    /// <param name="Seeds">The trials, in the order of the seeds.</param>
    internal sealed record ResultJson(string Approach, int Trials, int Found, double? ActionsMedian, double? ActionsP90, double? SecondsMedian, double? SecondsP90,
        double? StepsMean, IReadOnlyList<int> References, int AtReference, int ProvedSignatures, int Signatures, int NormalForms, double? ExecutionsMean, double? ExecutionsToResultMean, double? TransitionsMean, double? ShrinkSecondsMean, IReadOnlyList<TrialJson> Seeds);

    /// <summary>A trial.</summary>
    /// <param name="Found">Whether there was a failure.</param>
    /// <param name="Actions">Actions until then, or altogether.</param>
    /// <param name="Seconds">Seconds until then, or altogether.</param>
    /// <param name="Signature">The divergence of the shrunk scenario, the rule first.</param>
    /// <param name="Steps">Its steps.</param>
    /// <param name="Executions">Executions of shrinking.</param>
    /// <param name="ExecutionsToResult">Those of them until the result was met.</param>
    /// <param name="Transitions">Single actions that its searches tried.</param>
    /// <param name="ShrinkSeconds">How long it took.</param>
    /// <param name="Scenario">The shrunk scenario as a trace.</param>
    internal sealed record TrialJson(bool Found, long Actions, double Seconds, string? Signature, int? Steps, int? Executions, int? ExecutionsToResult, long? Transitions, double? ShrinkSeconds, string? Scenario);

    public static EvaluationJson Of(EvaluationReport report) => new(
        SchemaName,
        Version,
        report.Seeds,
        report.Budget.Actions,
        report.Budget.Time.TotalSeconds,
        report.Budget.Shrinks,
        report.IsInterrupted,
        ThreadClock.Unit,
        [.. report.Approaches.Select((approach, place) => new ApproachJson(approach.Name, approach.Description, SolvedWithin.Count(report.ResultsOf(place))))],
        [.. report.Rates.Select(static rate => new RateJson(rate.Name, Math.Round(rate.ActionsPerSecond), Math.Round(rate.BytesPerAction, 1)))],
        GoalsOf(report),
        [.. report.Rows.Select(static row => new TaskJson(row[0].Task.Name, Of(row[0].Task.Kind), row[0].Task.Target, row[0].IsProofTried, [.. row.Select(Of)]))],
        EvaluationTasks.LeftOut);

    private static GoalsJson? GoalsOf(EvaluationReport report) => new Goals(report.ResultsOf(0)) is not { Faults: > 0 } goals
        ? null
        : new(goals.Faults, goals.Found, goals.Trials, goals.FoundSoon, goals.Shortest, goals.Proved, goals.Canonical, Rounded(goals.Executions), Rounded(goals.ExecutionsToResult), Rounded(goals.Transitions), Rounded(goals.ShrinkSeconds),
            goals.ProofsTried, [.. EvaluationWords.Goals(report).Where(static goal => !goal.IsReached).Select(static goal => goal.Name)]);

    private static string Of(TaskKind kind) => kind switch
    {
        TaskKind.PlantedFault => "planted fault",
        TaskKind.HistoricProfile => "diverging profile",
        _ => "erratum",
    };

    private static ResultJson Of(TaskResult result) => new(
        result.Approach.Name,
        result.Trials.Count,
        result.Found,
        Sample.Median(result.Actions),
        Sample.Percentile(result.Actions, 90),
        Rounded(Sample.Median(result.Seconds)),
        Rounded(Sample.Percentile(result.Seconds, 90)),
        Rounded(Sample.Mean(result.Steps)),
        result.References,
        result.AtReference,
        result.ProvedSignatures,
        result.Signatures,
        result.NormalForms,
        Rounded(Sample.Mean(result.Executions)),
        Rounded(Sample.Mean(result.ExecutionsToResult)),
        Rounded(Sample.Mean(result.Transitions)),
        Rounded(Sample.Mean(result.ShrinkSeconds)),
        [.. result.Trials.Select(Of)]);

    private static TrialJson Of(TrialResult trial) => trial.Found is not { } found
        ? new(false, trial.Actions, Math.Round(trial.Seconds, 6), null, null, null, null, null, null, null)
        : new(true, trial.Actions, Math.Round(trial.Seconds, 6), $"{found.Signature.Rule.Print()} {found.Signature}", ScenarioOrder.StepsOf(found.Shrunk), found.Executions, found.ExecutionsToResult, found.Transitions,
            Math.Round(found.ShrinkSeconds, 6), TraceFormat.Write(found.Shrunk));

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 6) : null;
}
