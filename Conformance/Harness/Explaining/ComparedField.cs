namespace OsLockConformance.Harness.Explaining;

/// <summary>A part of an observation beside what was expected of it.</summary>
/// <param name="Name">What it is: <c>event 1</c>, <c>event 1 ELR</c>, <c>X1 (OSLSR_EL1)</c>, <c>errno</c>.</param>
/// <param name="Expected">What the model allows; <c>?</c> for bits that it leaves open, <c>-</c> for nothing.</param>
/// <param name="Observed">What the target showed; <c>-</c> for nothing.</param>
/// <param name="Differs">Whether the model does not allow it.</param>
public sealed record ComparedField(string Name, string Expected, string Observed, bool Differs);
