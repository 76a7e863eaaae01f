using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Checking;

/// <summary>How often a rule was exercised; see <see cref="Lockstep.RuleCounter"/>.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Seen">Accepted observations that rest on it, or invariants of it that held.</param>
public sealed record RuleSeen(RuleId Rule, long Seen);
