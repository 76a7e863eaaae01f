using OsLockConformance.Model.Errata;

namespace OsLockConformance.Harness.Matrices;

/// <summary>A declared deviation that was seen on one of a simulated and a real kernel, and that the other could not have shown.</summary>
/// <param name="Erratum">The deviation.</param>
/// <param name="Profile">The column of the simulated kernel.</param>
/// <param name="Kernel">The column of the real one.</param>
/// <param name="Reason">Why it could not have shown it.</param>
public sealed record NotCompared(Erratum Erratum, string Profile, string Kernel, string Reason);
