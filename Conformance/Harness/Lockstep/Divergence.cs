namespace OsLockConformance.Harness.Lockstep;

/// <summary>The first divergence of a scenario.</summary>
/// <param name="Action">Index of the divergent action.</param>
/// <param name="Signature">What it is.</param>
public readonly record struct Divergence(int Action, Signature Signature);
