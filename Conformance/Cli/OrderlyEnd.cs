using System.Runtime.InteropServices;

namespace OsLockConformance.Cli;

/// <summary>
/// Ctrl-C and its like end the process in the order that .NET has for it, so that child processes end with it; by itself a signal
/// ends the process at once.
/// </summary>
internal sealed class OrderlyEnd : IDisposable
{
    /// <summary>What a shell adds to the number of the signal that ended a process.</summary>
    private const int SignalBase = 128;

    private readonly PosixSignalRegistration[] _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Ends the process because of a signal.</summary>
    public static void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Environment.Exit(SignalBase + (context.Signal == PosixSignal.SIGINT ? 2 : 15));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }
}
