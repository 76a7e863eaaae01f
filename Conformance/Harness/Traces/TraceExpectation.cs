using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Traces;

/// <summary>An <c>expect</c> line: what replaying the trace on a target must show.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Verdict">What it does.</param>
/// <param name="Rule">The rule that it breaks; null if it conforms or if the line leaves the rule open.</param>
public sealed record TraceExpectation(string Target, TraceVerdict Verdict, RuleId? Rule = null);
