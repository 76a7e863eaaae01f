namespace OsLockConformance.Harness.Exec;

/// <summary>How a child process is started and how long it is waited for.</summary>
/// <param name="Words">The program, by path or by name, and its arguments.</param>
public sealed record ExecOptions(IReadOnlyList<string> Words)
{
    /// <summary>How long an answer may take before the child counts as hanging, if nobody says otherwise.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long each answer may take before the child counts as hanging.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;

    /// <summary>How long each line of the hello may take: an interpreter needs its time before it can answer quickly.</summary>
    public TimeSpan HelloPatience { get; init; } = DefaultPatience;
}
