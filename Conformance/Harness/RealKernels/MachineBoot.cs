using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>Boots a machine and hands over the lines of its serial line until it ends.</summary>
/// <param name="job">What it shall do.</param>
/// <param name="replayed">A scenario that it shall replay instead; null for none.</param>
/// <param name="line">Takes a line.</param>
/// <exception cref="Implementation.Kernels.EmulatedKernelException">It can't be booted, its emulator died, or it fell silent.</exception>
/// <exception cref="OperationCanceledException">It was ended on demand.</exception>
public delegate void MachineBoot(MachineJob job, Scenario? replayed, Action<string> line);
