namespace OsLockConformance.Implementation.Kernels;

/// <summary>A kernel could not be had, did not boot, or its emulator died or stopped answering.</summary>
/// <param name="message">What went wrong, in one line.</param>
public sealed class EmulatedKernelException(string message) : Exception(message);
