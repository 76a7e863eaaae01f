using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// OSL-1, DLK-1, RST-1, CLM-1: resets, each followed by the boot of the guest's monitor, which writes 0 to what the reset left
/// UNKNOWN: after a cold reset to all debug registers, CONTEXTIDR_EL1, OSECCR_EL1, OSDTRRX_EL1, OSDTRTX_EL1, DBGPRCR_EL1 and the
/// cells; after a warm one to MDSCR_EL1, MDCCINT_EL1, CONTEXTIDR_EL1 and all control registers.
/// </summary>
public static class Resets
{
    /// <summary>Cold reset and boot. The monitor's writes come while the lock is locked, so they reach everything.</summary>
    public static void Cold(ref GuestState guest, ErratumId accepted)
    {
        guest = default;
        guest.OsLockCause = RuleId.OSL_1;
        guest.OsLock = true;
        guest.LockIgnored = accepted & ErratumId.QemuLockIgnored;
        if ((accepted & ErratumId.KvmInitUnlocked) != 0)
            Unlock(ref guest);
    }

    /// <summary>Warm reset and boot; with accepted errata, KVM_ARM_VCPU_INIT, which stands for one.</summary>
    public static void Warm(Outcome outcome, ErratumId accepted)
    {
        ref var guest = ref outcome.Guest;
        outcome.Rules |= RuleSet.Of(RuleId.OSL_1) | RuleId.RST_1;
        if (guest.DoubleLock)
            outcome.Rules |= RuleId.DLK_1;
        guest.DoubleLock = false;
        guest.Mdccint = 0;
        guest.ContextIdr = 0;
        guest.Debug.Bcr = default;
        guest.Debug.Wcr = default;
        if ((accepted & ErratumId.KvmInitClearsDebugRegisters) != 0)
        {
            if (HasValues(guest.Debug))
                outcome.Errata |= ErratumId.KvmInitClearsDebugRegisters;
            guest.Debug.Bvr = default;
            guest.Debug.Wvr = default;
            guest.MdscrUnknown |= MDSCR_EL1.Gated;
        }
        if ((accepted & ErratumId.KvmInitUnlocked) != 0)
        {
            if (guest.OsLock)
                outcome.Errata |= ErratumId.KvmInitUnlocked;
            Unlock(ref guest);
        }
        // The monitor writes 0 to MDSCR_EL1: OSL-8 decides whether that reaches the save/restore fields.
        if (guest.OsLock)
        {
            guest.Mdscr = 0;
            guest.MdscrUnknown = 0;
        }
        else
        {
            guest.Mdscr &= MDSCR_EL1.Gated;
            guest.MdscrUnknown &= MDSCR_EL1.Gated;
        }
    }

    private static void Unlock(ref GuestState guest)
    {
        guest.OsLock = false;
        guest.OsLockCause = RuleId.OSL_1;
        guest.OsLockByErratum = true;
        // The monitor's writes of 0 come while unlocked: OSL-8 and OSL-9 keep them from what can only be written while locked.
        guest.OseccrUnknown = true;
        guest.OsdtrRxUnknown = true;
        guest.OsdtrTxUnknown = true;
        guest.MdscrUnknown |= MDSCR_EL1.Gated;
    }

    private static bool HasValues(in DebugRegisterBank bank)
    {
        for (var n = 0; n < PeLimits.MaximumBreakpoints; n++)
        {
            if ((bank.Bvr[n] | bank.Wvr[n]) != 0)
                return true;
        }
        return false;
    }
}
