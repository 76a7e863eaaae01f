using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Matrices;

/// <summary>A simulated kernel and the real one of its version do not behave alike: a mistake in the simulation, or a finding.</summary>
/// <param name="Rule">The rule that it is about.</param>
/// <param name="Profile">The column of the simulated kernel.</param>
/// <param name="Kernel">The column of the real one.</param>
/// <param name="What">In what they differ, in one sentence.</param>
public sealed record Disagreement(RuleId Rule, string Profile, string Kernel, string What);
