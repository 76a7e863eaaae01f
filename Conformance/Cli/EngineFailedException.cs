namespace OsLockConformance.Cli;

/// <summary>What the command works with, not a target, could not do its part: one line says what, and the process returns <see cref="ExitCode.TargetFailed"/>.</summary>
/// <param name="message">The line.</param>
public sealed class EngineFailedException(string message) : Exception(message);
