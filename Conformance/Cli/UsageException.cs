namespace OsLockConformance.Cli;

/// <summary>Something that the user gave is wrong: one line says what, and the process returns <see cref="ExitCode.Usage"/>.</summary>
/// <param name="message">The line.</param>
public sealed class UsageException(string message) : Exception(message);
