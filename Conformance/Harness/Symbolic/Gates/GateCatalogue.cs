namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>All gates.</summary>
public static class GateCatalogue
{
    /// <summary>The gates of the hardware, then those of KVM.</summary>
    public static IReadOnlyList<Gate> All { get; } =
    [
        new DebugExceptionsGate(),
        new ExceptionReturnGate(),
        new BeforeInstructionGate(),
        new WatchpointGate(bytesOnly: true),
        new WatchpointGate(bytesOnly: false),
        new MdscrWriteGate(),
        new OslarWriteGate(),
        new OslsrUserspaceGate(),
        new KvmEntryGate(),
        new BrkRoutingGate(),
        new GuestDebugGate(),
    ];

    /// <summary>The gates that a subject has.</summary>
    public static IReadOnlyList<Gate> Of(GateSubject subject) => [.. All.Where(gate => gate.Concerns(subject))];
}
