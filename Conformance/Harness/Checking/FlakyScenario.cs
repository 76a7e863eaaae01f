using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>A scenario to which the target gives different answers: that it diverged once is no verdict on a rule.</summary>
/// <param name="Signature">The divergence that was seen.</param>
/// <param name="Scenario">The scenario up to the divergent action, not shrunk.</param>
/// <param name="ScenarioSeed">The seed of the generated scenario.</param>
/// <param name="Diverged">In how many of the repetitions the divergence was seen again.</param>
/// <param name="Runs">Repetitions, the run that showed it first not counted.</param>
public sealed record FlakyScenario(Signature Signature, Scenario Scenario, ulong ScenarioSeed, int Diverged, int Runs)
{
    /// <summary>Where the sink put the trace; null if nowhere.</summary>
    public string? TracePath { get; set; }

    /// <summary>The text of that trace; null if the sink put it nowhere.</summary>
    public string? TraceText { get; set; }
}
