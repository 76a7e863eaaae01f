namespace OsLockConformance.Harness.Corpora;

/// <summary>Which traces of a corpus are worth keeping.</summary>
/// <param name="Kept">The names of those that are, in order.</param>
/// <param name="Dropped">The others, in order.</param>
/// <param name="Witnesses">How many of the kept ones are witnesses of errata.</param>
/// <param name="Cells">The cells of coverage that the corpus meets, with the dropped traces and without.</param>
/// <param name="Findings">The divergences that it shows, by target and signature, with the dropped traces and without.</param>
public sealed record MinimizedCorpus(IReadOnlyList<string> Kept, IReadOnlyList<DroppedTrace> Dropped, int Witnesses, int Cells, int Findings);
