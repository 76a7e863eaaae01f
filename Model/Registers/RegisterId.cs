namespace OsLockConformance.Model.Registers;

/// <summary>
/// The system registers of the vocabulary, named as in the Arm Architecture Reference Manual.
/// Families (DBGBVR, DBGBCR, DBGWVR, DBGWCR) are one member each; the number n travels beside it
/// in <see cref="SystemRegister"/>.
/// </summary>
public enum RegisterId : byte
{
    /// <summary>OS Lock Access Register.</summary>
    OSLAR_EL1,
    /// <summary>OS Lock Status Register.</summary>
    OSLSR_EL1,
    /// <summary>OS Double Lock Register.</summary>
    OSDLR_EL1,
    /// <summary>Debug Power Control Register.</summary>
    DBGPRCR_EL1,
    /// <summary>Monitor Debug System Control Register.</summary>
    MDSCR_EL1,
    /// <summary>Monitor DCC Interrupt Enable Register.</summary>
    MDCCINT_EL1,
    /// <summary>OS Lock Exception Catch Control Register.</summary>
    OSECCR_EL1,
    /// <summary>OS Lock Data Transfer Register, Receive.</summary>
    OSDTRRX_EL1,
    /// <summary>OS Lock Data Transfer Register, Transmit.</summary>
    OSDTRTX_EL1,
    /// <summary>Debug Breakpoint Value Register n.</summary>
    DBGBVRn_EL1,
    /// <summary>Debug Breakpoint Control Register n.</summary>
    DBGBCRn_EL1,
    /// <summary>Debug Watchpoint Value Register n.</summary>
    DBGWVRn_EL1,
    /// <summary>Debug Watchpoint Control Register n.</summary>
    DBGWCRn_EL1,
    /// <summary>Debug CLAIM Tag Set register.</summary>
    DBGCLAIMSET_EL1,
    /// <summary>Debug CLAIM Tag Clear register.</summary>
    DBGCLAIMCLR_EL1,
    /// <summary>Debug Authentication Status register.</summary>
    DBGAUTHSTATUS_EL1,
    /// <summary>Monitor DCC Status Register.</summary>
    MDCCSR_EL0,
    /// <summary>Monitor Debug ROM Address Register.</summary>
    MDRAR_EL1,
    /// <summary>AArch64 Debug Feature Register 0.</summary>
    ID_AA64DFR0_EL1,
    /// <summary>Context ID Register.</summary>
    CONTEXTIDR_EL1,
    /// <summary>Exception Link Register of EL1: where a guest's own ERET goes.</summary>
    ELR_EL1,
    /// <summary>Saved Program Status Register of EL1: what a guest's own ERET restores.</summary>
    SPSR_EL1,
}
