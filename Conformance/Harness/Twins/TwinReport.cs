namespace OsLockConformance.Harness.Twins;

/// <summary>What a twin showed.</summary>
/// <param name="Name">The second implementation.</param>
/// <param name="Scenarios">Scenarios begun.</param>
/// <param name="Actions">Actions that both executed in the same state.</param>
/// <param name="Parted">Scenarios that were not compared to their end.</param>
/// <param name="Differences">The differences, in the order in which they were first seen.</param>
public sealed record TwinReport(string Name, long Scenarios, long Actions, long Parted, IReadOnlyList<DifferenceSeen> Differences)
{
    /// <summary>The reports of a campaign's parts as one; null if there are none.</summary>
    public static TwinReport? Sum(IEnumerable<TwinReport> parts)
    {
        var all = parts.ToList();
        return all.Count == 0 ? null : new TwinReport(all[0].Name, all.Sum(static part => part.Scenarios), all.Sum(static part => part.Actions), all.Sum(static part => part.Parted),
        [
            .. all.SelectMany(static part => part.Differences).GroupBy(static seen => seen.Difference)
                .Select(static same => same.First() with { Count = same.Sum(static seen => seen.Count) }),
        ]);
    }
}
