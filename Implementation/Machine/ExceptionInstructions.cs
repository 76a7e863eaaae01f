namespace OsLockConformance.Implementation.Machine;

/// <summary>Instructions that generate an exception or return from one.</summary>
public static class ExceptionInstructions
{
    /// <summary>SVC.</summary>
    public static uint SVC(ulong immediate) => 0xD400_0001 | Immediate(immediate);

    /// <summary>BRK.</summary>
    public static uint BRK(ulong immediate) => 0xD420_0000 | Immediate(immediate);

    /// <summary>HLT; with 0xF000 a semihosting call.</summary>
    public static uint HLT(ulong immediate) => 0xD440_0000 | Immediate(immediate);

    /// <summary>UDF: permanently UNDEFINED.</summary>
    public static uint UDF(ulong immediate) => (uint)immediate & 0xFFFF;

    /// <summary>ERET.</summary>
    public static uint ERET() => 0xD69F_03E0;

    private static uint Immediate(ulong immediate) => ((uint)immediate & 0xFFFF) << 5;
}
