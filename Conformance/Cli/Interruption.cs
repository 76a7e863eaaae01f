using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OsLockConformance.Cli;

/// <summary>
/// Ctrl-C and its like: the first asks the command to stop and report what it has, the second ends the process as usual. What comes within a
/// second of the first is the same request: timeout(1) signals its child and then the group that the child is in.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan SameRequest = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly Stopwatch _sinceFirst = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested && _sinceFirst.Elapsed >= SameRequest)
            OrderlyEnd.Handle(context);
        _sinceFirst.Start();
        context.Cancel = true;
        _source.Cancel();
    }
}
