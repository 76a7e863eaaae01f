using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Trials;

/// <summary>What one approach did with one task and one seed. All but the times is the same every time.</summary>
/// <param name="Actions">Actions executed until the first failure, or altogether if nothing was found.</param>
/// <param name="Seconds">Seconds of <see cref="Clocks.ThreadClock"/> until the first failure, or altogether.</param>
/// <param name="Found">The failure; null if nothing was found.</param>
public sealed record TrialResult(long Actions, double Seconds, TrialResult.Failure? Found)
{
    /// <summary>A failure, shrunk.</summary>
    /// <param name="Original">The scenario that was found, up to the divergent action.</param>
    /// <param name="Shrunk">What shrinking made of it.</param>
    /// <param name="Signature">The divergence that the shrunk scenario shows.</param>
    /// <param name="Executions">Scenarios that shrinking executed.</param>
    /// <param name="ExecutionsToResult">Those of them until the result was met.</param>
    /// <param name="Transitions">Single actions that its searches tried.</param>
    /// <param name="ShrinkSeconds">Seconds that shrinking took.</param>
    public sealed record Failure(Scenario Original, Scenario Shrunk, Signature Signature, int Executions, int ExecutionsToResult, long Transitions, double ShrinkSeconds);
}
