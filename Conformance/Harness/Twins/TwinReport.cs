namespace OsLockConformance.Harness.Twins;

/// <summary>What a twin showed.</summary>
/// <param name="Name">The second implementation.</param>
/// <param name="Scenarios">Scenarios begun.</param>
/// <param name="Actions">Actions that both executed in the same state.</param>
/// <param name="Parted">Scenarios that were not compared to their end.</param>
/// <param name="Differences">The differences, in the order in which they were first seen.</param>
public sealed record TwinReport(string Name, long Scenarios, long Actions, long Parted, IReadOnlyList<DifferenceSeen> Differences);
