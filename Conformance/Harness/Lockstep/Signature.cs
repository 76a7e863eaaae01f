using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// What makes two divergences the same finding: the rule, the kind and one detail of it (exception class, register and field
/// group, invariant). Shrinking keeps it.
/// </summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Kind">In what the observation differs.</param>
/// <param name="Detail">Depends on the kind: see <see cref="SignatureText"/>.</param>
public readonly record struct Signature(RuleId Rule, DivergenceKind Kind, uint Detail)
{
    /// <summary>A sentence fragment such as <c>unexpected Breakpoint (same EL)</c>.</summary>
    public override string ToString() => SignatureText.Describe(this);
}
