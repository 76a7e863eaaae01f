using BenchmarkDotNet.Attributes;
using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Evaluation.Tasks;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;

namespace OsLockConformance.Benchmarks;

/// <summary>
/// The same scenarios, drawn and executed by each of the approaches that <c>oslock evaluate</c> puts side by side, on a target that conforms. One
/// operation is one action, generation included: a campaign ends with the scenario in which that many actions are reached.
/// </summary>
public class FieldBenchmarks
{
    /// <summary>Actions of a campaign: so many that the last scenario's rest does not count, and neither does the construction of the target.</summary>
    private const int Actions = 240_000;

    private static readonly TrialBudget Campaign = TrialBudget.Default with { Actions = Actions, Time = TimeSpan.MaxValue };

    private EvaluationTask _task = null!;

    /// <summary>The target.</summary>
    [Params("linux-6.14")]
    public string Target { get; set; } = "";

    /// <summary>Chooses what is accepted.</summary>
    [GlobalSetup]
    public void Setup() => _task = new EvaluationTask(TaskKind.HistoricProfile, Target, Target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(Target)));

    /// <summary>This harness.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Actions)]
    public long Own() => Run(new OwnApproach());

    /// <summary>FsCheck's state machine.</summary>
    [Benchmark(OperationsPerInvoke = Actions)]
    public long FsCheckMachine() => Run(new FsCheckMachineApproach());

    /// <summary>An FsCheck property over arrays.</summary>
    [Benchmark(OperationsPerInvoke = Actions)]
    public long FsCheckArray() => Run(new FsCheckListApproach());

    /// <summary>A CsCheck sample of arrays.</summary>
    [Benchmark(OperationsPerInvoke = Actions)]
    public long CsCheckArray() => Run(new CsCheckApproach());

    private long Run(IApproach approach)
    {
        var trial = new Trial(_task, Campaign, CancellationToken.None);
        approach.Run(trial, 1);
        return trial.HasFailed ? throw new InvalidOperationException($"{Target} diverges") : trial.Runner.ActionsExecuted;
    }
}
