using OsLockConformance.Harness.Coverage;
using OsLockConformance.Harness.Lockstep;

namespace OsLockConformance.Harness.Corpora;

/// <summary>Something that a trace is worth keeping for: a cell of coverage that it meets, or a divergence that it shows.</summary>
/// <param name="Cell">The cell; of no meaning if <paramref name="Target"/> is not null.</param>
/// <param name="Target">The target that diverges; null for a cell.</param>
/// <param name="Signature">What the divergence is.</param>
public readonly record struct Contribution(CoverageCell Cell, string? Target, Signature Signature)
{
    /// <summary>A cell that is met.</summary>
    public static Contribution Of(CoverageCell cell) => new(cell, null, default);

    /// <summary>A divergence that is shown.</summary>
    public static Contribution Of(string target, Signature signature) => new(default, target, signature);

    /// <summary>Whether it is a divergence.</summary>
    public bool IsFinding => Target is not null;
}
