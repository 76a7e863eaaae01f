namespace OsLockConformance.Harness.Corpora;

/// <summary>A trace that adds nothing to the others.</summary>
/// <param name="Name">Its name in the corpus.</param>
/// <param name="CoveredBy">The traces that have everything it has; empty if it contributes nothing at all.</param>
public sealed record DroppedTrace(string Name, IReadOnlyList<string> CoveredBy);
