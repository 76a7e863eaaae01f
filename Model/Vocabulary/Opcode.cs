namespace OsLockConformance.Model.Vocabulary;

/// <summary>The A64 instructions that a block may hold.</summary>
public enum Opcode : byte
{
    /// <summary>NOP.</summary>
    NOP,
    /// <summary>ISB: a Context synchronization event.</summary>
    ISB,
    /// <summary>MRS of a system register.</summary>
    MRS,
    /// <summary>MSR of a system register; the value is in a general-purpose register set before the block.</summary>
    MSR,
    /// <summary>BRK #imm16.</summary>
    BRK,
    /// <summary>SVC #imm16.</summary>
    SVC,
    /// <summary>UDF #imm16: permanently UNDEFINED.</summary>
    UDF,
    /// <summary>LDR (1, 2, 4 or 8 bytes) of a cell.</summary>
    LDR,
    /// <summary>STR (1, 2, 4 or 8 bytes) of <see cref="GuestLayout.StoredData"/> to a cell.</summary>
    STR,
    /// <summary>LDXR (1, 2, 4 or 8 bytes) of a cell.</summary>
    LDXR,
    /// <summary>MSR DAIFSet, #8: PSTATE.D = 1.</summary>
    DAIFSet,
    /// <summary>MSR DAIFClr, #8: PSTATE.D = 0.</summary>
    DAIFClr,
    /// <summary>ERET with ELR_EL1 and SPSR_EL1 as they are: after the block was entered they hold what it was entered with.</summary>
    ERET,
}
