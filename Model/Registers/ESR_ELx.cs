namespace OsLockConformance.Model.Registers;

/// <summary>ESR_ELx, Exception Syndrome Register: EC [31:26], IL [25], ISS [24:0].</summary>
public static class ESR_ELx
{
    /// <summary>IL [25]: 1 for every exception here.</summary>
    public const uint IL = 1u << 25;
    /// <summary>ISV [24] of a Software Step exception: EX is valid.</summary>
    public const uint ISV = 1u << 24;
    /// <summary>EX [6] of a Software Step exception: a load-exclusive was stepped.</summary>
    public const uint EX = 1u << 6;
    /// <summary>WnR [6] of a Watchpoint exception: 1 for a write.</summary>
    public const uint WnR = 1u << 6;
    /// <summary>IFSC or DFSC [5:0].</summary>
    public const uint FSC = 0x3F;
    /// <summary>IFSC or DFSC of a debug exception.</summary>
    public const uint DebugException = 0x22;

    /// <summary>Builds a syndrome with IL = 1.</summary>
    public static uint Syndrome(ExceptionClass ec, uint iss) => ((uint)ec << 26) | IL | (iss & 0x1FF_FFFF);

    /// <summary>EC of a syndrome.</summary>
    public static ExceptionClass ClassOf(uint esr) => (ExceptionClass)(esr >> 26);
}
