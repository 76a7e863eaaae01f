using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Proving;

namespace OsLockConformance.Cli.Commands;

/// <summary>The trace of a divergence that a search has found, as a check writes it.</summary>
/// <param name="folder">Where it goes; a folder that can't be written to is a complaint at once, before the search.</param>
internal sealed class ProofTrace(string folder)
{
    private readonly FindingFolder _sink = new(folder);

    /// <summary>Why the trace of a divergence is missing, in one line; null if it is not.</summary>
    public string? Problem => _sink.Problem;

    /// <summary>Writes it.</summary>
    /// <returns>The file and the options that replay it; null without a divergence, or if it can't be written.</returns>
    public string? Write(ProductSearch search, ProofResult proof, bool strict)
    {
        if (proof.Counterexample is not { } program)
            return null;
        var finding = new Finding(proof.Signature, program, null, 0, 0) { Accepted = search.Accepted };
        _sink.Shrunk(search.Target, finding);
        return strict && finding.TracePath is not null ? $"{finding.TracePath} --target {search.Target} {Acceptance.Options(search.Accepted)}" : finding.TracePath;
    }
}
