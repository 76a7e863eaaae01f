using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Cli;

/// <summary>A target broke down instead of showing an observation: the process returns <see cref="ExitCode.TargetFailed"/>.</summary>
/// <param name="target">The target.</param>
/// <param name="cause">What it threw.</param>
public sealed class TargetFailedException(ITarget target, Exception cause)
    : Exception($"target {target.Name} failed: {cause.Message.ReplaceLineEndings(" ")}", cause);
