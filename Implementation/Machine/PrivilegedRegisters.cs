using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Machine;

/// <summary>System registers that a monitor needs and that scenarios do not speak of. The key reads op0_op1_CRn_CRm_op2.</summary>
public static class PrivilegedRegisters
{
    /// <summary>VBAR_EL1.</summary>
    public static readonly RegisterEncoding VBAR_EL1 = new(0b11_000_1100_0000_000);
    /// <summary>ESR_EL1.</summary>
    public static readonly RegisterEncoding ESR_EL1 = new(0b11_000_0101_0010_000);
    /// <summary>FAR_EL1.</summary>
    public static readonly RegisterEncoding FAR_EL1 = new(0b11_000_0110_0000_000);
    /// <summary>SCTLR_EL1.</summary>
    public static readonly RegisterEncoding SCTLR_EL1 = new(0b11_000_0001_0000_000);
    /// <summary>TTBR0_EL1.</summary>
    public static readonly RegisterEncoding TTBR0_EL1 = new(0b11_000_0010_0000_000);
    /// <summary>TCR_EL1.</summary>
    public static readonly RegisterEncoding TCR_EL1 = new(0b11_000_0010_0000_010);
    /// <summary>MAIR_EL1.</summary>
    public static readonly RegisterEncoding MAIR_EL1 = new(0b11_000_1010_0010_000);
    /// <summary>CurrentEL.</summary>
    public static readonly RegisterEncoding CurrentEL = new(0b11_000_0100_0010_010);
    /// <summary>HCR_EL2.</summary>
    public static readonly RegisterEncoding HCR_EL2 = new(0b11_100_0001_0001_000);
    /// <summary>MDCR_EL2.</summary>
    public static readonly RegisterEncoding MDCR_EL2 = new(0b11_100_0001_0001_001);
    /// <summary>ELR_EL2.</summary>
    public static readonly RegisterEncoding ELR_EL2 = new(0b11_100_0100_0000_001);
    /// <summary>SPSR_EL2.</summary>
    public static readonly RegisterEncoding SPSR_EL2 = new(0b11_100_0100_0000_000);
    /// <summary>MIDR_EL1.</summary>
    public static readonly RegisterEncoding MIDR_EL1 = new(0b11_000_0000_0000_000);
    /// <summary>ID_AA64PFR0_EL1.</summary>
    public static readonly RegisterEncoding ID_AA64PFR0_EL1 = new(0b11_000_0000_0100_000);
    /// <summary>ID_AA64DFR1_EL1.</summary>
    public static readonly RegisterEncoding ID_AA64DFR1_EL1 = new(0b11_000_0000_0101_001);
    /// <summary>ID_AA64MMFR2_EL1.</summary>
    public static readonly RegisterEncoding ID_AA64MMFR2_EL1 = new(0b11_000_0000_0111_010);
}
