using OsLockConformance.Implementation.Qemu;

namespace OsLockConformance.Cli.Matrices;

/// <summary>What becomes a column.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Target">The target's.</param>
internal sealed record MatrixTarget(string Column, string Target)
{
    /// <summary>What it is, in one line, if that is known before it runs.</summary>
    public string? Description { get; init; }

    /// <summary>Why it can't run, if that is known before.</summary>
    public string? Error { get; init; }

    /// <summary>For the target qemu.</summary>
    public QemuOptions Qemu { get; init; } = new();

    /// <summary>For the target kvm; null for every other.</summary>
    public KernelChoice? Kernel { get; init; }

    /// <summary>For a real kernel of a known version, the simulated kernel that it is compared with.</summary>
    public string? Profile { get; init; }
}
