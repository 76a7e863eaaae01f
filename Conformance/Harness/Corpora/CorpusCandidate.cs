namespace OsLockConformance.Harness.Corpora;

/// <summary>A trace with what it contributes.</summary>
/// <param name="Name">Its name in the corpus.</param>
/// <param name="Actions">How many actions it has.</param>
/// <param name="Contributions">What it contributes.</param>
public sealed record CorpusCandidate(string Name, int Actions, IReadOnlySet<Contribution> Contributions)
{
    /// <summary>Whether it is the witness of an erratum.</summary>
    public bool IsWitness { get; init; }

    /// <summary>Whether it is kept whatever the others have.</summary>
    public bool Stays { get; init; }
}
