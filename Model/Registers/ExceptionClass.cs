namespace OsLockConformance.Model.Registers;

/// <summary>EC of ESR_ELx: the reason for an exception. Values of ISS EC encodings, DDI 0487.</summary>
public enum ExceptionClass : byte
{
    /// <summary>Unknown reason: an UNDEFINED instruction.</summary>
    Unknown = 0x00,
    /// <summary>Illegal Execution state.</summary>
    IllegalState = 0x0E,
    /// <summary>SVC in AArch64.</summary>
    Svc = 0x15,
    /// <summary>Trapped MSR, MRS or System instruction.</summary>
    SystemRegisterTrap = 0x18,
    /// <summary>Breakpoint from a lower Exception level.</summary>
    BreakpointLowerEl = 0x30,
    /// <summary>Breakpoint from the same Exception level.</summary>
    BreakpointSameEl = 0x31,
    /// <summary>Software Step from a lower Exception level.</summary>
    SoftwareStepLowerEl = 0x32,
    /// <summary>Software Step from the same Exception level.</summary>
    SoftwareStepSameEl = 0x33,
    /// <summary>Watchpoint from a lower Exception level.</summary>
    WatchpointLowerEl = 0x34,
    /// <summary>Watchpoint from the same Exception level.</summary>
    WatchpointSameEl = 0x35,
    /// <summary>BRK instruction in AArch64.</summary>
    Brk = 0x3C,
}
