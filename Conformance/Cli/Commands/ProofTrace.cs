using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Cli.Commands;

/// <summary>The trace of a divergence that a search has found, as a check writes it.</summary>
internal static class ProofTrace
{
    /// <summary>Writes it.</summary>
    /// <returns>The file; null without a divergence.</returns>
    public static string? Write(ProductSearch search, ProofResult proof, bool strict, string folder)
    {
        if (proof.Counterexample is not { } program)
            return null;
        var finding = new Finding(proof.Signature, program, null, 0, 0) { Accepted = search.Accepted };
        var sink = new FindingFolder(folder);
        sink.Shrunk(search.Target, finding);
        if (sink.Problem is { } problem)
            throw new UsageException(problem);
        return strict ? $"{finding.TracePath} --target {search.Target} {Acceptance.Options(search.Accepted)}" : finding.TracePath;
    }
}
