namespace OsLockConformance.Mutation.Survivors;

/// <summary>A mutant that no test has to kill.</summary>
/// <param name="File">The file that it is in, from the root of the repository.</param>
/// <param name="Original">The text that it replaces.</param>
/// <param name="Replacement">The text in its place.</param>
/// <param name="Reason">Why nothing can tell the two apart, or why the difference is none of the program's answers.</param>
internal sealed record JustifiedMutant(string File, string Original, string Replacement, string Reason);
