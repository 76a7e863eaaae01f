namespace OsLockConformance.Model.Registers;

/// <summary>Architectural limits on the number of debug registers.</summary>
public static class PeLimits
{
    /// <summary>Most breakpoints that a PE can have (ID_AA64DFR0_EL1.BRPs + 1).</summary>
    public const int MaximumBreakpoints = 16;
    /// <summary>Most watchpoints that a PE can have (ID_AA64DFR0_EL1.WRPs + 1).</summary>
    public const int MaximumWatchpoints = 16;
}
