using OsLockConformance.Evaluation.Tasks;

namespace OsLockConformance.Evaluation.Results;

/// <summary>What an approach reaches over the planted faults of an evaluation.</summary>
public sealed class Goals
{
    /// <summary>The time within which a fault ought to be found.</summary>
    public const double Soon = 1;

    /// <summary>Sums up.</summary>
    public Goals(IEnumerable<TaskResult> results)
    {
        TaskResult[] faults = [.. results.Where(static result => result.Task.Kind == TaskKind.PlantedFault && result.Trials.Count > 0)];
        Faults = faults.Length;
        Found = faults.Count(static result => result.IsSolved);
        Trials = faults.Sum(static result => result.Trials.Count);
        FoundSoon = faults.Sum(static result => result.Seconds.Count(static seconds => seconds <= Soon));
        Shortest = faults.Count(static result => result.IsSolved && result.AtReference == result.Found);
        Proved = faults.Count(static result => result.IsSolved && result.AtProved == result.Found);
        Canonical = faults.Count(static result => result.IsSolved && result.IsCanonical);
        Executions = Sample.Mean([.. faults.SelectMany(static result => result.Executions)]);
        ExecutionsToResult = Sample.Mean([.. faults.SelectMany(static result => result.ExecutionsToResult)]);
        Transitions = Sample.Mean([.. faults.SelectMany(static result => result.Transitions)]);
        ShrinkSeconds = Sample.Mean([.. faults.SelectMany(static result => result.ShrinkSeconds)]);
    }

    /// <summary>The planted faults.</summary>
    public int Faults { get; }

    /// <summary>Faults that every seed found.</summary>
    public int Found { get; }

    /// <summary>Trials of faults.</summary>
    public int Trials { get; }

    /// <summary>Trials that found theirs within <see cref="Soon"/>.</summary>
    public int FoundSoon { get; }

    /// <summary>Faults that every seed shrank to as few steps as any did.</summary>
    public int Shortest { get; }

    /// <summary>Faults that every seed shrank to as few steps as are proved to be the fewest.</summary>
    public int Proved { get; }

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
