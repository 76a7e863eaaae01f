using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.Checking;

/// <summary>How often an accepted erratum was relied on.</summary>
/// <param name="Erratum">The erratum.</param>
/// <param name="Seen">Actions whose expectation rested on it.</param>
public sealed record ErratumSeen(Erratum Erratum, long Seen);
