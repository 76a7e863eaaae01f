using OsLockConformance.Model.Registers;

namespace OsLockConformance.Implementation.Hardware;

/// <summary>Which accesses are UNDEFINED at EL1, and which control of EL2 traps those that are not.</summary>
public static class RegisterTraps
{
    // Looked up and not decided anew: a jump that depends on the register of a random program is mispredicted nearly every time.
    private static readonly RegisterTrap[] Traps = [.. Enum.GetValues<RegisterId>().Select(Find)];

    private static readonly uint ReadOnly = SetOf(RegisterId.OSLSR_EL1, RegisterId.DBGAUTHSTATUS_EL1, RegisterId.MDCCSR_EL0, RegisterId.MDRAR_EL1,
        RegisterId.ID_AA64DFR0_EL1);

    /// <summary>The control that traps <paramref name="id"/>.</summary>
    public static RegisterTrap TrapOf(RegisterId id) => Traps[(int)id];

    /// <summary>Whether MRS is UNDEFINED at EL1, numbers that are not implemented apart (OSL-3).</summary>
    public static bool IsWriteOnly(RegisterId id) => id == RegisterId.OSLAR_EL1;

    /// <summary>Whether MSR is UNDEFINED at EL1, numbers that are not implemented apart (OSL-3).</summary>
    public static bool IsReadOnly(RegisterId id) => (ReadOnly >> (int)id & 1) != 0;

    private static RegisterTrap Find(RegisterId id) => id switch
    {
        RegisterId.OSLAR_EL1 or RegisterId.OSLSR_EL1 or RegisterId.OSDLR_EL1 or RegisterId.DBGPRCR_EL1 => RegisterTrap.TDOSA,
        RegisterId.MDRAR_EL1 => RegisterTrap.TDRA,
        RegisterId.ID_AA64DFR0_EL1 => RegisterTrap.TID3,
        RegisterId.CONTEXTIDR_EL1 => RegisterTrap.TVM,
        RegisterId.ELR_EL1 or RegisterId.SPSR_EL1 => RegisterTrap.None,
        _ => RegisterTrap.TDA,
    };

    private static uint SetOf(params ReadOnlySpan<RegisterId> registers)
    {
        var set = 0u;
        foreach (var id in registers)
            set |= 1u << (int)id;
        return set;
    }
}
