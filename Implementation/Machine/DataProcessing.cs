namespace OsLockConformance.Implementation.Machine;

/// <summary>Arithmetic on 64-bit registers.</summary>
public static class DataProcessing
{
    /// <summary>MOVZ: a halfword at position <paramref name="halfword"/> (0 to 3), zero elsewhere.</summary>
    public static uint MOVZ(GeneralRegister rd, uint value, int halfword = 0) => 0xD280_0000 | ((uint)halfword << 21) | ((value & 0xFFFF) << 5) | (uint)rd;

    /// <summary>MOVK: replaces the halfword at position <paramref name="halfword"/>.</summary>
    public static uint MOVK(GeneralRegister rd, uint value, int halfword) => 0xF280_0000 | ((uint)halfword << 21) | ((value & 0xFFFF) << 5) | (uint)rd;

    /// <summary>MOV of a register.</summary>
    public static uint MOV(GeneralRegister rd, GeneralRegister rm) => 0xAA00_03E0 | ((uint)rm << 16) | (uint)rd;

    /// <summary>ADD of an immediate, 0 to 4095.</summary>
    public static uint ADD(GeneralRegister rd, GeneralRegister rn, uint immediate) => 0x9100_0000 | Operands(rd, rn, immediate);

    /// <summary>SUB of an immediate, 0 to 4095.</summary>
    public static uint SUB(GeneralRegister rd, GeneralRegister rn, uint immediate) => 0xD100_0000 | Operands(rd, rn, immediate);

    /// <summary>CMP with an immediate, 0 to 4095.</summary>
    public static uint CMP(GeneralRegister rn, uint immediate) => 0xF100_0000 | Operands(GeneralRegister.XZR, rn, immediate);

    /// <summary>ADD of a register shifted left.</summary>
    public static uint ADD(GeneralRegister rd, GeneralRegister rn, GeneralRegister rm, int shift = 0) => 0x8B00_0000 | ((uint)rm << 16) | ((uint)shift << 10) | Registers(rd, rn);

    /// <summary>SUB of a register.</summary>
    public static uint SUB(GeneralRegister rd, GeneralRegister rn, GeneralRegister rm) => 0xCB00_0000 | ((uint)rm << 16) | Registers(rd, rn);

    /// <summary>CMP of two registers.</summary>
    public static uint CMP(GeneralRegister rn, GeneralRegister rm) => 0xEB00_0000 | ((uint)rm << 16) | Registers(GeneralRegister.XZR, rn);

    /// <summary>UBFX: the field of <paramref name="width"/> bits at <paramref name="low"/>.</summary>
    public static uint UBFX(GeneralRegister rd, GeneralRegister rn, int low, int width) => 0xD340_0000 | ((uint)low << 16) | ((uint)(low + width - 1) << 10) | Registers(rd, rn);

    private static uint Operands(GeneralRegister rd, GeneralRegister rn, uint immediate) => immediate < 4096
        ? (immediate << 10) | Registers(rd, rn)
        : throw new ArgumentOutOfRangeException(nameof(immediate), immediate, "more than 12 bits");

    private static uint Registers(GeneralRegister rd, GeneralRegister rn) => ((uint)rn << 5) | (uint)rd;
}
