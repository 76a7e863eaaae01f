using OsLockConformance.Evaluation.Tasks;

namespace OsLockConformance.Evaluation.Results;

/// <summary>What an approach reaches over the planted faults of an evaluation.</summary>
public sealed class Goals
{
    /// <summary>The time within which a fault ought to be found.</summary>
    public const double Soon = 1;

    /// <summary>The share of the trials, in percent, that ought to find theirs within <see cref="Soon"/>.</summary>
    public const int SoonPercent = 90;

    /// <summary>The mean executions of a shrink, over all planted faults, that are not to be exceeded.</summary>
    public const double MostExecutions = 100;

    /// <summary>Sums up.</summary>
    public Goals(IEnumerable<TaskResult> results)
    {
        TaskResult[] faults = [.. results.Where(static result => result.Task.Kind == TaskKind.PlantedFault && result.Trials.Count > 0)];
        Faults = faults.Length;
        HasAllFaults = Faults == EvaluationTasks.All.Count(static task => task.Kind == TaskKind.PlantedFault);
        Found = faults.Count(static result => result.IsSolved);
        Trials = faults.Sum(static result => result.Trials.Count);
        FoundSoon = faults.Sum(static result => result.Seconds.Count(static seconds => seconds <= Soon));
        Shortest = faults.Count(static result => result.IsSolved && result.AtReference == result.Found);
        ProofsTried = faults.Count(static result => result.IsProofTried);
        Proved = faults.Count(static result => result.IsSolved && result.AtProved == result.Found);
        Canonical = faults.Count(static result => result.IsSolved && result.IsCanonical);
        Executions = Sample.Mean([.. faults.SelectMany(static result => result.Executions)]);
        ExecutionsToResult = Sample.Mean([.. faults.SelectMany(static result => result.ExecutionsToResult)]);
        Transitions = Sample.Mean([.. faults.SelectMany(static result => result.Transitions)]);
        ShrinkSeconds = Sample.Mean([.. faults.SelectMany(static result => result.ShrinkSeconds)]);
    }

    /// <summary>The planted faults, those with a trial.</summary>
    public int Faults { get; }

    /// <summary>Whether these are all that there are; a mean over some of them says nothing of all.</summary>
    public bool HasAllFaults { get; }

    /// <summary>Faults that every seed found.</summary>
    public int Found { get; }

    /// <summary>Trials of faults.</summary>
    public int Trials { get; }

    /// <summary>Trials that found theirs within <see cref="Soon"/>.</summary>
    public int FoundSoon { get; }

    /// <summary>Faults that every seed shrank to as few steps as any did.</summary>
    public int Shortest { get; }

    /// <summary>Faults whose proofs were tried.</summary>
    public int ProofsTried { get; }

    /// <summary>Faults that every seed shrank to as few steps as are proved to be the fewest over the vocabulary of the shortest program.</summary>
    public int Proved { get; }

    /// <summary>Whether every fault was found with every seed.</summary>
    public bool IsFound => Found == Faults;

    /// <summary>Whether enough trials found theirs within <see cref="Soon"/>.</summary>
    public bool IsFoundSoon => FoundSoon * 100L >= Trials * (long)SoonPercent;

    /// <summary>Whether every seed shrank every fault to the reference.</summary>
    public bool IsShortest => Shortest == Faults;

    /// <summary>Whether that is proved to be the fewest steps for every fault for which it was tried.</summary>
    public bool IsProved => Proved == ProofsTried;

    /// <summary>Whether every fault has one normal form for each signature.</summary>
    public bool IsCanonical => Canonical == Faults;

    /// <summary>Whether a shrink executes few enough scenarios in the mean; a question about all planted faults.</summary>
    public bool IsCheap => !HasAllFaults || Executions <= MostExecutions;

    /// <summary>Faults with one normal form for each signature.</summary>
    public int Canonical { get; }

    /// <summary>The mean of all executions of shrinking; null if nothing was shrunk.</summary>
    public double? Executions { get; }

    /// <summary>The mean of those of them until the result was met.</summary>
    public double? ExecutionsToResult { get; }

    /// <summary>The mean of the transitions of the searches.</summary>
    public double? Transitions { get; }

    /// <summary>The mean of the seconds of shrinking.</summary>
    public double? ShrinkSeconds { get; }
}
