using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>Which accesses are UNDEFINED at EL1, and which control of EL2 traps those that are not.</summary>
public static class RegisterTraps
{
    /// <summary>The control that traps <paramref name="id"/>.</summary>
    public static RegisterTrap TrapOf(RegisterId id) => id switch
    {
        RegisterId.OSLAR_EL1 or RegisterId.OSLSR_EL1 or RegisterId.OSDLR_EL1 or RegisterId.DBGPRCR_EL1 => RegisterTrap.TDOSA,
        RegisterId.MDRAR_EL1 => RegisterTrap.TDRA,
        RegisterId.ID_AA64DFR0_EL1 => RegisterTrap.TID3,
        RegisterId.CONTEXTIDR_EL1 => RegisterTrap.TVM,
        RegisterId.ELR_EL1 or RegisterId.SPSR_EL1 => RegisterTrap.None,
        _ => RegisterTrap.TDA,
    };

    /// <summary>Whether MRS is UNDEFINED at EL1, numbers that are not implemented apart (OSL-3).</summary>
    public static bool IsWriteOnly(RegisterId id) => id == RegisterId.OSLAR_EL1;

    /// <summary>Whether MSR is UNDEFINED at EL1, numbers that are not implemented apart (OSL-3).</summary>
    public static bool IsReadOnly(RegisterId id) => id is RegisterId.OSLSR_EL1 or RegisterId.DBGAUTHSTATUS_EL1
        or RegisterId.MDCCSR_EL0 or RegisterId.MDRAR_EL1 or RegisterId.ID_AA64DFR0_EL1;
}
