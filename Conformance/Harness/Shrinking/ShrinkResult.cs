using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Shrinking;

/// <summary>The end of a shrink.</summary>
/// <param name="Scenario">The simplest scenario found.</param>
/// <param name="Signature">Its signature.</param>
/// <param name="Executions">Candidates executed.</param>
/// <param name="BudgetExhausted">Whether it stopped because the budget was used up, not because nothing simpler was left to try.</param>
public sealed record ShrinkResult(Scenario Scenario, Signature Signature, int Executions, bool BudgetExhausted);
