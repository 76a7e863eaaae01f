using OsLockConformance.Model.Registers;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>Exception classes in words.</summary>
public static class ExceptionNames
{
    /// <summary>For example <c>Breakpoint from the same EL (EC 0x31)</c>.</summary>
    public static string Describe(ExceptionClass ec) => ec switch
    {
        ExceptionClass.Unknown => "UNDEFINED (EC 0x00)",
        ExceptionClass.IllegalState => "Illegal Execution state (EC 0x0E)",
        ExceptionClass.Svc => "SVC (EC 0x15)",
        ExceptionClass.SystemRegisterTrap => "trapped register access (EC 0x18)",
        ExceptionClass.BreakpointLowerEl => "Breakpoint from a lower EL (EC 0x30)",
        ExceptionClass.BreakpointSameEl => "Breakpoint from the same EL (EC 0x31)",
        ExceptionClass.SoftwareStepLowerEl => "Software Step from a lower EL (EC 0x32)",
        ExceptionClass.SoftwareStepSameEl => "Software Step from the same EL (EC 0x33)",
        ExceptionClass.WatchpointLowerEl => "Watchpoint from a lower EL (EC 0x34)",
        ExceptionClass.WatchpointSameEl => "Watchpoint from the same EL (EC 0x35)",
        ExceptionClass.Brk => "BRK (EC 0x3C)",
        _ => $"exception (EC 0x{(int)ec:X2})",
    };
}
