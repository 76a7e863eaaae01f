using OsLockConformance.Harness.Generation;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>
/// What our generator draws once for a scenario: PE, swarm and length. Other tools draw a header and actions with their own randomness, so
/// that their scenarios are distributed as ours are and they can drop actions one by one.
/// </summary>
/// <param name="Configuration">The PE.</param>
/// <param name="Swarm">What may be drawn.</param>
/// <param name="Length">The number of actions.</param>
public sealed record ScenarioHeader(PeConfiguration Configuration, Swarm Swarm, int Length)
{
    /// <summary>The header that a seed stands for.</summary>
    public static ScenarioHeader Draw(ulong seed, TargetCapabilities capabilities)
    {
        var random = new SplittableRandom(seed);
        var configuration = PeConfigurations.Draw(ref random);
        var swarm = Swarm.Draw(ref random, capabilities);
        return new ScenarioHeader(configuration, swarm, 1 + random.Below(ScenarioGenerator.MaximumLength));
    }

    /// <summary>The action that a seed stands for.</summary>
    public ScenarioAction Action(ulong seed)
    {
        var random = new SplittableRandom(seed);
        return ScenarioGenerator.Action(ref random, Swarm, Configuration);
    }
}
