namespace OsLockConformance.Implementation.Machine;

/// <summary>Loads and stores. A size is the base-2 logarithm of the bytes, 0 to 3.</summary>
public static class LoadsAndStores
{
    /// <summary>LDR, LDRH or LDRB at an offset that is a multiple of the size.</summary>
    public static uint LDR(int size, GeneralRegister rt, GeneralRegister rn, uint offset = 0) => 0x3940_0000 | Access(size, rt, rn, offset);

    /// <summary>STR, STRH or STRB at an offset that is a multiple of the size.</summary>
    public static uint STR(int size, GeneralRegister rt, GeneralRegister rn, uint offset = 0) => 0x3900_0000 | Access(size, rt, rn, offset);

    /// <summary>LDXR, LDXRH or LDXRB.</summary>
    public static uint LDXR(int size, GeneralRegister rt, GeneralRegister rn) => ((uint)size << 30) | 0x085F_7C00 | Registers(rt, rn);

    /// <summary>LDR of 64 bits, which then adds <paramref name="increment"/> to the address register.</summary>
    public static uint LDRPostIndex(GeneralRegister rt, GeneralRegister rn, int increment) => 0xF840_0400 | (((uint)increment & 0x1FF) << 12) | Registers(rt, rn);

    /// <summary>STR of 64 bits, which then adds <paramref name="increment"/> to the address register.</summary>
    public static uint STRPostIndex(GeneralRegister rt, GeneralRegister rn, int increment) => 0xF800_0400 | (((uint)increment & 0x1FF) << 12) | Registers(rt, rn);

    /// <summary>LDP of two doublewords at an offset that is a multiple of eight.</summary>
    public static uint LDP(GeneralRegister rt, GeneralRegister rt2, GeneralRegister rn, int offset) => 0xA940_0000 | Pair(rt, rt2, rn, offset);

    /// <summary>STP of two doublewords at an offset that is a multiple of eight.</summary>
    public static uint STP(GeneralRegister rt, GeneralRegister rt2, GeneralRegister rn, int offset) => 0xA900_0000 | Pair(rt, rt2, rn, offset);

    /// <summary>LDP of two doublewords, which then adds <paramref name="increment"/> to the address register.</summary>
    public static uint LDPPostIndex(GeneralRegister rt, GeneralRegister rt2, GeneralRegister rn, int increment) => 0xA8C0_0000 | Pair(rt, rt2, rn, increment);

    /// <summary>STP of two doublewords, which then adds <paramref name="increment"/> to the address register.</summary>
    public static uint STPPostIndex(GeneralRegister rt, GeneralRegister rt2, GeneralRegister rn, int increment) => 0xA880_0000 | Pair(rt, rt2, rn, increment);

    private static uint Access(int size, GeneralRegister rt, GeneralRegister rn, uint offset) => (offset & ((1u << size) - 1)) == 0 && offset >> size < 4096
        ? ((uint)size << 30) | ((offset >> size) << 10) | Registers(rt, rn)
        : throw new ArgumentOutOfRangeException(nameof(offset), offset, "not an offset of this size");

    private static uint Pair(GeneralRegister rt, GeneralRegister rt2, GeneralRegister rn, int increment) => (((uint)(increment >> 3) & 0x7F) << 15) | ((uint)rt2 << 10) | Registers(rt, rn);

    private static uint Registers(GeneralRegister rt, GeneralRegister rn) => ((uint)rn << 5) | (uint)rt;
}
