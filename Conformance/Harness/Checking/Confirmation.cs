using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>How often a scenario shows a divergence when it is run again.</summary>
/// <param name="Diverged">Runs that showed it.</param>
/// <param name="Runs">All runs.</param>
internal readonly record struct Confirmation(int Diverged, int Runs)
{
    // A crash costs a start, a hang all of the target's patience.
    private const int RunsOfFailure = 2;

    /// <summary>Whether it comes every time.</summary>
    public bool IsStable => Diverged == Runs;

    /// <summary>Runs the scenario; a crash or a hang that comes twice is run no more often.</summary>
    /// <param name="runner">The target.</param>
    /// <param name="scenario">The scenario, up to the divergent action.</param>
    /// <param name="signature">The divergence that was seen.</param>
    /// <param name="repetitions">Runs.</param>
    /// <param name="cancellation">Ends the runs early.</param>
    public static Confirmation Of(LockstepRunner runner, Scenario scenario, Signature signature, int repetitions, CancellationToken cancellation)
    {
        // The same thing at an earlier action is another answer.
        var expected = new Divergence(scenario.Actions.Length - 1, signature);
        var result = default(Confirmation);
        while (result.Runs < repetitions && !cancellation.IsCancellationRequested)
        {
            if (FailureSignature.IsFailure(signature.Kind) && result is { Runs: RunsOfFailure, IsStable: true })
                break;
            var shows = !runner.Run(scenario.Configuration, scenario.Actions, out var divergence) && divergence == expected;
            result = new Confirmation(result.Diverged + (shows ? 1 : 0), result.Runs + 1);
        }
        return result;
    }
}
