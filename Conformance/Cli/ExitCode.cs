namespace OsLockConformance.Cli;

/// <summary>What the process returns.</summary>
public static class ExitCode
{
    /// <summary>Every target that was looked at conforms.</summary>
    public const int Conforms = 0;
    /// <summary>A target diverges, every time or now and then; or an invariant is unsound; or an evaluation misses a goal.</summary>
    public const int Diverges = 1;
    /// <summary>The command line or a file is wrong.</summary>
    public const int Usage = 2;
    /// <summary>A target failed or could not run, or traces could not be written; a search ended before the depth that was asked for, a gate is undecided; or a proof or
    /// an evaluation was interrupted.</summary>
    public const int TargetFailed = 3;
}
