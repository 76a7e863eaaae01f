using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.RealKernels;

/// <summary>One run of a machine, from its boot to its end.</summary>
/// <param name="Reader">What it said.</param>
/// <param name="Failure">How it failed; null if it has done its job.</param>
/// <param name="Message">What happened then.</param>
internal readonly record struct MachineRun(MachineReader Reader, TargetFailure? Failure, string Message)
{
    /// <summary>Boots the machine and waits for its end.</summary>
    /// <exception cref="TargetException">The machine never came to the harness in it, or that is of another version.</exception>
    public static MachineRun Of(MachineBoot boot, MachineJob job, MachineReader reader)
    {
        FormatException? garbled = null;
        EmulatedKernelException? ended = null;
        try
        {
            boot(job, null, line =>
            {
                try
                {
                    reader.Read(line);
                }
                catch (FormatException exception)
                {
                    // The last words of a machine that panics; if it goes on, they were meant so.
                    garbled ??= exception;
                    reader.ReadKernel(line);
                }
            });
        }
        catch (EmulatedKernelException exception) when (exception.Failure != TargetFailure.Unavailable)
        {
            ended = exception;
        }
        if (garbled is not null && (reader.IsDone || reader.Identity is null))
            throw new TargetException($"the harness in the machine is of another version: {garbled.Message}", garbled);
        if (reader.IsDone)
            return new MachineRun(reader, null, "");
        var message = ended?.Message ?? reader.Failure!;
        return reader.Identity is null
            ? throw new TargetException(message)
            : new MachineRun(reader, ended?.Failure ?? TargetFailure.Crash, message);
    }
}
