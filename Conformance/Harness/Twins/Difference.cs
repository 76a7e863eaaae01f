using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.Twins;

/// <summary>How the two differ; differences that are equal in this are counted together.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Subject">What was observed: see <see cref="DifferenceSubject"/>.</param>
/// <param name="Errata">The declared deviations that the first one's behaviour rests on and the second one's does not.</param>
/// <param name="TwinErrata">The reverse.</param>
public readonly record struct Difference(DifferenceKind Kind, string Subject, ErratumId Errata, ErratumId TwinErrata);
