using OsLockConformance.Harness.Checking;

namespace OsLockConformance.Cli.Commands;

/// <summary>How the check of one target ended.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Seed">The seed of the campaign.</param>
/// <param name="Report">The report; null if the target failed.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
internal sealed record CheckOutcome(string Target, ulong Seed, CheckReport? Report, string? Error)
{
    /// <summary>For the target kvm: which kernel, on what.</summary>
    public string? Machine { get; init; }

    /// <summary>For the target kvm, on which a trace cannot be replayed: the simulated kernel of that version.</summary>
    public string? Simulated { get; init; }

    /// <summary>For a child process, whose name does not say how it is started: the target as it was given.</summary>
    public string? Command { get; init; }

    public string Verdict => Report switch
    {
        null => "failed",
        { Conforms: true } => "conforms",
        _ => "diverges",
    };

    public int ExitCode => Report switch
    {
        null => Cli.ExitCode.TargetFailed,
        { Conforms: true } => Cli.ExitCode.Conforms,
        _ => Cli.ExitCode.Diverges,
    };
}
