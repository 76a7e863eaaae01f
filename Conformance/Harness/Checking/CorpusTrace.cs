using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Checking;

/// <summary>A trace of a corpus.</summary>
/// <param name="Name">Its path inside the corpus, with slashes.</param>
/// <param name="Document">The trace.</param>
public sealed record CorpusTrace(string Name, TraceDocument Document);
