namespace OsLockConformance.Implementation.Hardware;

/// <summary>Why <see cref="ProcessingElement.Run"/> came back.</summary>
public enum PeStop : byte
{
    /// <summary>The PC is at a vector of the monitor, the exception (ESR_EL1, ELR_EL1, SPSR_EL1, FAR_EL1) has been recorded in the observation and nothing is pending there.</summary>
    Monitor,
    /// <summary>An exception was taken to EL2: ESR_EL2, ELR_EL2, SPSR_EL2, FAR_EL2 are set.</summary>
    ExceptionToEl2,
    /// <summary>The PC has reached a boundary with an event that has not happened yet (<see cref="BlockRun.PendingEvent"/>); nothing of that instruction, a pending step included, has happened.</summary>
    Boundary,
    /// <summary>The instruction budget is used up, or the PC has left all code; a Spin event has been recorded.</summary>
    Spin,
}
