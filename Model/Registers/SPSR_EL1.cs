namespace OsLockConformance.Model.Registers;

/// <summary>Bits of SPSR_EL1 (and of PSTATE in the same places) that the rules speak about.</summary>
public static class SPSR_EL1
{
    /// <summary>M [3:0]: 0 EL0t, 4 EL1t, 5 EL1h.</summary>
    public const uint M = 0xF;
    /// <summary>M[4], bit 4: AArch32; always an illegal return here.</summary>
    public const uint AArch32 = 1u << 4;
    /// <summary>D [9]: debug exceptions masked.</summary>
    public const uint D = 1u << 9;
    /// <summary>A, I, F [8:6]: interrupts masked. The monitor keeps them set; never compared.</summary>
    public const uint AIF = 7u << 6;
    /// <summary>IL [20]: Illegal Execution state.</summary>
    public const uint IL = 1u << 20;
    /// <summary>SS [21]: software step.</summary>
    public const uint SS = 1u << 21;

    /// <summary>The bits that DBG-8 lets an observer compare: M, D, IL and SS.</summary>
    public const uint Compared = M | AArch32 | D | IL | SS;
}
