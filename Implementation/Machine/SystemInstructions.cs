using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Machine;

/// <summary>System register accesses, barriers, hints and cache maintenance.</summary>
public static class SystemInstructions
{
    // op0[1] of the key falls on bit 20, which tells register accesses from the other system instructions.
    private const uint System = 0xD500_0000;
    private const uint Read = 1u << 21;

    /// <summary>MSR of a system register.</summary>
    public static uint MSR(RegisterEncoding register, GeneralRegister rt) => System | ((uint)register.Key << 5) | (uint)rt;

    /// <summary>MRS of a system register.</summary>
    public static uint MRS(GeneralRegister rt, RegisterEncoding register) => System | Read | ((uint)register.Key << 5) | (uint)rt;

    /// <summary>MSR DAIFSet: bits D 8, A 4, I 2, F 1.</summary>
    public static uint DAIFSet(uint bits) => 0xD503_40DF | ((bits & 15) << 8);

    /// <summary>MSR DAIFClr: bits D 8, A 4, I 2, F 1.</summary>
    public static uint DAIFClr(uint bits) => 0xD503_40FF | ((bits & 15) << 8);

    /// <summary>NOP.</summary>
    public static uint NOP() => 0xD503_201F;

    /// <summary>ISB.</summary>
    public static uint ISB() => 0xD503_3FDF;

    /// <summary>DSB SY.</summary>
    public static uint DSB() => 0xD503_3F9F;

    /// <summary>DC CVAU: cleans the data cache to where the instruction cache sees it.</summary>
    public static uint DC_CVAU(GeneralRegister address) => 0xD50B_7B20 | (uint)address;

    /// <summary>IC IVAU: invalidates the instruction cache.</summary>
    public static uint IC_IVAU(GeneralRegister address) => 0xD50B_7520 | (uint)address;

    /// <summary>IC IALLU: invalidates all of the instruction cache.</summary>
    public static uint IC_IALLU() => 0xD508_751F;

    /// <summary>TLBI VAE1: forgets the translation of a page of EL1 and EL0; the operand has the page's number.</summary>
    public static uint TLBI_VAE1(GeneralRegister page) => 0xD508_8720 | (uint)page;
}
