namespace OsLockConformance.Implementation.Machine;

/// <summary>Branches. Distances are in bytes, from the branch to its target.</summary>
public static class Branches
{
    /// <summary>B.</summary>
    public static uint B(long distance) => 0x1400_0000 | Field(distance, 26);

    /// <summary>BL.</summary>
    public static uint BL(long distance) => 0x9400_0000 | Field(distance, 26);

    /// <summary>B.cond.</summary>
    public static uint B(Condition condition, long distance) => 0x5400_0000 | (Field(distance, 19) << 5) | (uint)condition;

    /// <summary>CBZ of a 64-bit register.</summary>
    public static uint CBZ(GeneralRegister rt, long distance) => 0xB400_0000 | (Field(distance, 19) << 5) | (uint)rt;

    /// <summary>CBNZ of a 64-bit register.</summary>
    public static uint CBNZ(GeneralRegister rt, long distance) => 0xB500_0000 | (Field(distance, 19) << 5) | (uint)rt;

    /// <summary>RET to X30.</summary>
    public static uint RET() => 0xD65F_03C0;

    private static uint Field(long distance, int width)
    {
        var words = distance >> 2;
        if ((distance & 3) != 0 || words < -(1L << (width - 1)) || words >= 1L << (width - 1))
            throw new ArgumentOutOfRangeException(nameof(distance), distance, "out of the branch's range");
        return (uint)words & ((1u << width) - 1);
    }
}
