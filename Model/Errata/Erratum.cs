using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Errata;

/// <summary>A deviation that is known, explained and accepted.</summary>
/// <param name="Id">Its flag.</param>
/// <param name="Name">Its printed id, for example <c>kvm-init-unlocked</c>; the witness trace is <c>Conformance/Corpus/errata/NAME.oslock</c>.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Deviation">What happens instead.</param>
/// <param name="Reason">Why, and where in the implementation's source it comes from.</param>
/// <param name="Targets">The targets, by name, that it is declared for.</param>
public sealed record Erratum(ErratumId Id, string Name, RuleId Rule, string Deviation, string Reason, IReadOnlyList<string> Targets);
