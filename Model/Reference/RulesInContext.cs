using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Reference;

/// <summary>A part of a block during which the circumstances stayed the same.</summary>
/// <param name="Context">The circumstances.</param>
/// <param name="Rules">The rules that fired.</param>
/// <param name="Errata">The accepted errata that were relied on.</param>
public readonly record struct RulesInContext(RuleContext Context, RuleSet Rules, ErratumId Errata);
