using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Harness.Matrices;

/// <summary>A trace of the corpus did not show on a target what its <c>expect</c> line says.</summary>
/// <param name="Column">The target's column.</param>
/// <param name="Expected">What the trace expects.</param>
/// <param name="Replayed">What it showed.</param>
public sealed record UnmetExpectation(string Column, TraceExpectation Expected, ReplayedTrace Replayed)
{
    /// <summary>Whether what a trace showed is what it expects.</summary>
    public static bool IsMet(TraceExpectation expected, ReplayedTrace replayed)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(replayed);
        return expected.Verdict == TraceVerdict.Conforms
            ? replayed.Broken is null
            : replayed.Broken is { } broken && (expected.Rule is null || expected.Rule == broken);
    }
}
