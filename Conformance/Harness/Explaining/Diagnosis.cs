namespace OsLockConformance.Harness.Explaining;

/// <summary>What is known that would explain a divergence.</summary>
/// <param name="Candidates">The best first; those that are tied in the order of their catalogue.</param>
/// <param name="Experiments">Other programs that were run on the target to tell candidates apart.</param>
public sealed record Diagnosis(IReadOnlyList<Candidate> Candidates, int Experiments)
{
    /// <summary>Those in the first place that explain all that was seen: more than one if nothing tells them apart, none if nothing known does.</summary>
    public IReadOnlyList<Candidate> First { get; } = [.. Candidates.Where(static candidate => candidate is { Place: 1, Explains: true })];

    /// <summary>Gives every candidate its place.</summary>
    internal static Diagnosis Of(IEnumerable<Candidate> candidates, int experiments)
    {
        Candidate[] ordered = [.. candidates.OrderBy(static candidate => candidate.Rank).ThenBy(static candidate => candidate.Order)];
        for (var i = 0; i < ordered.Length; i++)
            ordered[i] = ordered[i] with { Place = i > 0 && ordered[i].Rank == ordered[i - 1].Rank ? ordered[i - 1].Place : i + 1 };
        return new Diagnosis(ordered, experiments);
    }
}
