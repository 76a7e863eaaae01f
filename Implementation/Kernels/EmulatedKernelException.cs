using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Kernels;

/// <summary>A kernel could not be had, did not boot, or its emulator died or stopped answering.</summary>
/// <param name="message">What went wrong, in one line.</param>
/// <param name="failure">In which way it failed.</param>
public sealed class EmulatedKernelException(string message, TargetFailure failure = TargetFailure.Unavailable) : Exception(message)
{
    /// <summary>In which way it failed: what crashed or hangs was running before.</summary>
    public TargetFailure Failure { get; } = failure;
}
