namespace OsLockConformance.Model.Reference;

/// <summary>DBG-4, AArch64.StateMatch: bit 0 of PMC or PAC selects EL1, bit 1 EL0; HMC or SSC other than 0 are reserved.</summary>
public static class PrivilegeMatch
{
    /// <summary>Whether the fields select <paramref name="el"/>.</summary>
    public static Possibility Matches(ulong privilege, ulong hmc, ulong ssc, int el)
    {
        if (hmc != 0 || ssc != 0)
            return Possibility.Either;
        return Possibilities.Of((privilege & (el == 0 ? 2UL : 1UL)) != 0);
    }
}
