namespace OsLockConformance.Evaluation.Results;

/// <summary>The buckets of a task chart: a task is solved if every seed found a failure, and counts where the mean of their times lies.
/// One that an interruption has left no time for counts nowhere.</summary>
public static class SolvedWithin
{
    /// <summary>The upper ends of the buckets in seconds; the last bucket has none: there the unsolved tasks are.</summary>
    public static IReadOnlyList<double> Limits { get; } = [0.1, 1, 10, 60];

    /// <summary>How many of the results fall into each bucket.</summary>
    public static int[] Count(IEnumerable<TaskResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var counts = new int[Limits.Count + 1];
        foreach (var result in results.Where(static result => result.Trials.Count > 0))
            counts[BucketOf(result)]++;
        return counts;
    }

    /// <summary>The bucket of a result.</summary>
    public static int BucketOf(TaskResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var bucket = 0;
        while (bucket < Limits.Count && !(Sample.Mean(result.Seconds) <= Limits[bucket]))
            bucket++;
        return bucket;
    }
}
