namespace OsLockConformance.Harness.Exec;

/// <summary>How a child process is started and how long it is waited for.</summary>
/// <param name="Words">The program, by path or by name, and its arguments.</param>
public sealed record ExecOptions(IReadOnlyList<string> Words)
{
    /// <summary>How long an answer may take before the child counts as hanging, if nobody says otherwise.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long the hello and each answer may take before the child counts as hanging.</summary>
    public TimeSpan Patience { get; init; } = DefaultPatience;
}
