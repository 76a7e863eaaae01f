using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>A divergence, shrunk.</summary>
/// <param name="Signature">What it is.</param>
/// <param name="Scenario">The shortest program found that shows it.</param>
/// <param name="Erratum">The declared deviation that explains it (in a strict check), or null.</param>
/// <param name="ScenarioSeed">The seed of the generated scenario that showed it first; 0 for a trace of the corpus.</param>
/// <param name="ShrinkExecutions">Executions that shrinking took.</param>
public sealed record Finding(Signature Signature, Scenario Scenario, Erratum? Erratum, ulong ScenarioSeed, int ShrinkExecutions)
{
    /// <summary>The rule that is broken: the signature's, or what the shrunk scenario says of it.</summary>
    public RuleId Rule { get; } = RuleRefinement.Of(Signature, Scenario);

    /// <summary>The errata that were accepted when it was found; of a strict check only those that it takes to see it.</summary>
    public ErratumId Accepted { get; init; }

    /// <summary>Of a crash or a hang, what the target said; of an invariant that threw, the exception; otherwise null.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it is proved that there is no shorter scenario; null if that was not asked for.</summary>
    public MinimalityProof? Minimality { get; init; }

    /// <summary>Where the sink put the trace; null if nowhere.</summary>
    public string? TracePath { get; set; }

    /// <summary>The text of that trace; null if the sink put it nowhere.</summary>
    public string? TraceText { get; set; }
}
