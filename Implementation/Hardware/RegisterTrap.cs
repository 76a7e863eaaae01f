namespace OsLockConformance.Implementation.Hardware;

/// <summary>The EL2 control that traps a register.</summary>
public enum RegisterTrap : byte
{
    /// <summary>None.</summary>
    None,
    /// <summary>MDCR_EL2.TDA.</summary>
    TDA,
    /// <summary>MDCR_EL2.TDOSA.</summary>
    TDOSA,
    /// <summary>MDCR_EL2.TDRA.</summary>
    TDRA,
    /// <summary>HCR_EL2.TID3.</summary>
    TID3,
    /// <summary>HCR_EL2.TVM: writes only.</summary>
    TVM,
}
