using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>The end of a shrink.</summary>
/// <param name="Scenario">The simplest scenario found.</param>
/// <param name="Signature">Its signature.</param>
/// <param name="Executions">Candidates executed.</param>
/// <param name="BudgetExhausted">Whether it stopped because the budget was used up, not because nothing simpler was left to try.</param>
/// <param name="Met">Divergences with other signatures that were met on the way: findings of their own.</param>
public sealed record ShrinkResult(
    Scenario Scenario,
    Signature Signature,
    int Executions,
    bool BudgetExhausted,
    IReadOnlyList<(Signature Signature, Scenario Scenario)> Met)
{
    /// <summary>Whether it is proved that there is no shorter scenario; null if that was not asked for.</summary>
    public MinimalityProof? Minimality { get; init; }

    /// <summary>Single actions that a search tried from states it had met; 0 if the target's state can't be put back.</summary>
    public long Transitions { get; init; }

    /// <summary>Whether a search has shown that no program of its vocabulary (<see cref="NormalFormVocabulary"/>) with the signature is simpler.</summary>
    public bool IsSimplest { get; init; }

    /// <summary>Executions until the result was met; those after it found nothing simpler.</summary>
    public int ExecutionsToResult { get; init; }
}
