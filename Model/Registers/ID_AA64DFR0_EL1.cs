namespace OsLockConformance.Model.Registers;

/// <summary>Fields of ID_AA64DFR0_EL1 that describe the debug architecture.</summary>
public static class ID_AA64DFR0_EL1
{
    /// <summary>DoubleLock [39:36]: 0 implemented, 0xF not.</summary>
    public static readonly RegisterField DoubleLock = new("DoubleLock", 39, 36);
    /// <summary>CTX_CMPs [31:28]: context-aware breakpoints minus 1.</summary>
    public static readonly RegisterField CTX_CMPs = new("CTX_CMPs", 31, 28);
    /// <summary>WRPs [23:20]: watchpoints minus 1.</summary>
    public static readonly RegisterField WRPs = new("WRPs", 23, 20);
    /// <summary>BRPs [15:12]: breakpoints minus 1.</summary>
    public static readonly RegisterField BRPs = new("BRPs", 15, 12);
    /// <summary>DebugVer [3:0]: 6 is the Armv8.0 debug architecture. What a target says here is its own affair: never compared.</summary>
    public static readonly RegisterField DebugVer = new("DebugVer", 3, 0);
}
