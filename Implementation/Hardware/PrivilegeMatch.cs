namespace OsLockConformance.Implementation.Hardware;

/// <summary>AArch64.StateMatch without the linked breakpoint (DBG-4); the fields sit alike in DBGBCR and DBGWCR.</summary>
internal static class PrivilegeMatch
{
    private const uint HmcAndSsc = 7u << 13;

    /// <summary>
    /// PMC or PAC [2:1]: bit 1 for EL1, bit 2 for EL0. HMC and SSC other than 0 name states that this PE does not have; of the
    /// CONSTRAINED UNPREDICTABLE choices it takes "no match".
    /// </summary>
    public static bool Matches(uint control, uint el) => (control & HmcAndSsc) == 0 && (control & (el == 0 ? 4u : 2u)) != 0;
}
