using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Kvm;

/// <summary>The registers that KVM_GET_ONE_REG and KVM_SET_ONE_REG know: index_to_sys_reg_desc(). Of a family all sixteen are there, whatever the PE has.</summary>
public static class OneRegRegisters
{
    /// <summary>Whether userspace sees the register; OSLSR_EL1 since the series alone.</summary>
    public static bool Has(RegisterId id) => id is RegisterId.OSLSR_EL1
        or RegisterId.MDSCR_EL1 or RegisterId.MDCCINT_EL1 or RegisterId.CONTEXTIDR_EL1 or RegisterId.ID_AA64DFR0_EL1
        or RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1 or RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1;
}
