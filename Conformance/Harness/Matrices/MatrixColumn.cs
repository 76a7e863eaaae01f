using OsLockConformance.Harness.Checking;

namespace OsLockConformance.Harness.Matrices;

/// <summary>A target in a matrix.</summary>
/// <param name="Name">Its name, of which a matrix has no two.</param>
/// <param name="Report">How its check ended; null if it could not run.</param>
/// <param name="Error">Why it could not run; null if it did.</param>
public sealed record MatrixColumn(string Name, CheckReport? Report, string? Error)
{
    /// <summary>What it is or what it ran on, in one line; null if there is nothing to say.</summary>
    public string? Description { get; init; }

    /// <summary>For a real kernel, the simulated kernel of its version; null for every other target.</summary>
    public string? Profile { get; init; }
}
