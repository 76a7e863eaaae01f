using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Checking;

/// <summary>What a trace of the corpus showed on a target.</summary>
/// <param name="Trace">The trace's name.</param>
/// <param name="Broken">The rule that the first divergence breaks; null if there is none.</param>
public sealed record ReplayedTrace(string Trace, RuleId? Broken);
