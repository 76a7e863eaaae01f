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

    /// <summary>For the target kvm: the simulated kernel of that version.</summary>
    public string? Simulated { get; init; }

    /// <summary>For the target kvm: the options that name the kernel again.</summary>
    public string? KernelOptions { get; init; }

    /// <summary>For a child process, whose name does not say how it is started: the target as it was given.</summary>
    public string? Command { get; init; }

    /// <summary>Whether only deviations that were named are accepted, or none.</summary>
    public bool Strict { get; init; }

    /// <summary>Why the target failed, at once or on the way; null if it did not.</summary>
    public string? Failure => Error ?? Report?.Failure;

    /// <summary><c>conforms</c>, <c>diverges</c>, <c>flaky</c> or <c>failed</c>.</summary>
    public string Verdict => this switch
    {
        { Failure: not null } or { Report: null } => "failed",
        { Report.Conforms: true } => "conforms",
        { Report.Findings.Count: 0 } => "flaky",
        _ => "diverges",
    };

    public int ExitCode => Verdict switch
    {
        "failed" => Cli.ExitCode.TargetFailed,
        "conforms" => Cli.ExitCode.Conforms,
        _ => Cli.ExitCode.Diverges,
    };
}
