namespace OsLockConformance.Evaluation.Results;

/// <summary>Statistics of numbers of which some may be missing, because a trial ended without a failure: they count as larger than all others.</summary>
public static class Sample
{
    /// <summary>The middle one, or the mean of the two in the middle; null if it is missing or there are none.</summary>
    public static double? Median(IReadOnlyCollection<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            return null;
        var sorted = Sorted(values);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The smallest one that is not less than the given share of all (nearest rank); null if it is missing or there are none.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="percent">The share, 1 to 100.</param>
    public static double? Percentile(IReadOnlyCollection<double?> values, int percent)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        // The rank, rounded up, from 1.
        return values.Count == 0 ? null : Sorted(values)[(((values.Count * percent) + 99) / 100) - 1];
    }

    /// <summary>The mean; null if one is missing or there are none.</summary>
    public static double? Mean(IReadOnlyCollection<double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == 0 || values.Any(static value => value is null) ? null : values.Average();
    }

    private static double?[] Sorted(IEnumerable<double?> values) => [.. values.OrderBy(static value => value ?? double.PositiveInfinity)];
}
