namespace OsLockConformance.Cli;

/// <summary>A trace, or another file of the repository, could not be written: the process returns <see cref="ExitCode.TargetFailed"/>.</summary>
/// <param name="path">The file.</param>
/// <param name="cause">What went wrong.</param>
public sealed class TraceWriteException(string path, Exception cause)
    : Exception($"'{path}' can't be written: {cause.Message}", cause);
