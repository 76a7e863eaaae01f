using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>VMM-5, VMM-6, VMM-7: KVM_SET_GUEST_DEBUG and ONE_REG.</summary>
internal sealed class UserspaceInterface(PeConfiguration configuration, ErratumId accepted)
{
    private readonly RegisterMasks _masks = new(configuration);

    /// <summary>KVM_SET_GUEST_DEBUG: unknown control bits are EINVAL; without ENABLE debugging ends; the debug registers are taken
    /// with USE_HW only.</summary>
    public static void SetGuestDebug(in ScenarioAction action, Outcome outcome)
    {
        if ((action.Control & GuestDebugFlags.Unknown) != 0)
        {
            outcome.Rules |= RuleId.VMM_9;
            outcome.Errno = Errno.EINVAL;
            return;
        }
        outcome.Rules |= RuleSet.Of(RuleId.VMM_3) | RuleId.VMM_5;
        ApplyFlags(ref outcome.Guest, action.Control);
        outcome.Guest.UserspaceDebug = action.DebugRegisters;
    }

    /// <summary>The effect of the control flags.</summary>
    public static void ApplyFlags(ref GuestState guest, GuestDebugFlags control) =>
        guest.GuestDebug = (control & GuestDebugFlags.Enable) != 0 ? control : GuestDebugFlags.None;

    /// <summary>KVM_GET_ONE_REG: userspace sees the save/restore fields of MDSCR_EL1 whatever the lock says (VMM-7).</summary>
    public void GetOneReg(in ScenarioAction action, Outcome outcome)
    {
        ref readonly var guest = ref outcome.Guest;
        var register = action.OneReg;
        var n = register.Index;
        outcome.Rules |= RuleId.VMM_7;
        switch (register.Id)
        {
            case RegisterId.OSLSR_EL1:
                outcome.Rules |= RuleSet.Of(RuleId.VMM_6) | RuleId.OSL_5 | guest.OsLockCause;
                if (guest.OsLockByErratum)
                    outcome.Errata |= ErratumId.KvmInitUnlocked;
                outcome.OneRegValue = MaskedValue.Exactly(OSLSR_EL1.OSLM1 | (guest.OsLock ? OSLSR_EL1.OSLK : 0));
                break;
            case RegisterId.ID_AA64DFR0_EL1:
                outcome.OneRegValue = _masks.DebugFeatures;
                break;
            case RegisterId.MDSCR_EL1:
                outcome.OneRegValue = ReadMdscr(outcome);
                break;
            case RegisterId.MDCCINT_EL1:
                outcome.OneRegValue = new MaskedValue(guest.Mdccint, RegisterTable.Describe(RegisterId.MDCCINT_EL1).ImplementedMask);
                break;
            case RegisterId.CONTEXTIDR_EL1:
                outcome.OneRegValue = new MaskedValue(guest.ContextIdr, uint.MaxValue);
                break;
            case RegisterId.DBGBVRn_EL1:
                outcome.OneRegValue = new MaskedValue(guest.Debug.Bvr[n], _masks.BreakpointValue(n, guest.Debug.Bcr[n]));
                break;
            case RegisterId.DBGBCRn_EL1:
                outcome.OneRegValue = new MaskedValue(guest.Debug.Bcr[n], _masks.BreakpointControl(n, guest.Debug.Bcr[n]));
                break;
            case RegisterId.DBGWVRn_EL1:
                outcome.OneRegValue = new MaskedValue(guest.Debug.Wvr[n], RegisterMasks.ValueRegister);
                break;
            case RegisterId.DBGWCRn_EL1:
                outcome.OneRegValue = new MaskedValue(guest.Debug.Wcr[n], RegisterMasks.WatchpointControl(guest.Debug.Wcr[n]));
                break;
            default:
                outcome.Errno = Errno.ENOENT;
                break;
        }
    }

    /// <summary>KVM_SET_ONE_REG: OSLSR_EL1 takes only a change of OSLK (VMM-6); the others are stored as they come.</summary>
    public void SetOneReg(in ScenarioAction action, Outcome outcome)
    {
        ref var guest = ref outcome.Guest;
        var register = action.OneReg;
        var value = action.OneRegValue;
        outcome.Rules |= RuleId.VMM_7;
        switch (register.Id)
        {
            case RegisterId.OSLSR_EL1:
                outcome.Rules |= RuleId.VMM_6;
                if ((value & ~OSLSR_EL1.OSLK) != OSLSR_EL1.OSLM1)
                {
                    outcome.Errno = Errno.EINVAL;
                    break;
                }
                guest.OsLock = (value & OSLSR_EL1.OSLK) != 0;
                guest.OsLockCause = RuleId.VMM_6;
                guest.OsLockByErratum = false;
                ForgetGatedFieldsIfUnlocked(ref guest);
                break;
            case RegisterId.MDSCR_EL1:
                guest.Mdscr = value & _masks.Mdscr;
                guest.MdscrUnknown = 0;
                ForgetGatedFieldsIfUnlocked(ref guest);
                break;
            case RegisterId.MDCCINT_EL1:
                guest.Mdccint = (uint)value;
                break;
            case RegisterId.CONTEXTIDR_EL1:
                guest.ContextIdr = (uint)value;
                break;
            case RegisterId.DBGBVRn_EL1:
                guest.Debug.Bvr[register.Index] = value;
                break;
            case RegisterId.DBGBCRn_EL1:
                guest.Debug.Bcr[register.Index] = (uint)value;
                break;
            case RegisterId.DBGWVRn_EL1:
                guest.Debug.Wvr[register.Index] = value;
                break;
            case RegisterId.DBGWCRn_EL1:
                guest.Debug.Wcr[register.Index] = (uint)value;
                break;
            default:
                outcome.Errno = Errno.ENOENT;
                break;
        }
    }

    private MaskedValue ReadMdscr(Outcome outcome)
    {
        ref readonly var guest = ref outcome.Guest;
        outcome.Rules |= RuleId.OSL_8;
        var mask = _masks.Mdscr & ~guest.MdscrUnknown;
        if ((guest.MdscrUnknown & _masks.Mdscr & MDSCR_EL1.Gated) != 0)
            outcome.Errata |= accepted & ErratumId.KvmMdscrNotGated;
        if (guest.MdscrUnknown >> 32 != 0 && configuration.Spmu)
            outcome.Errata |= accepted & ErratumId.KvmMdscrHighLost;
        return new MaskedValue(guest.Mdscr, mask);
    }

    private void ForgetGatedFieldsIfUnlocked(ref GuestState guest)
    {
        if (!guest.OsLock && (accepted & ErratumId.KvmMdscrNotGated) != 0)
            guest.MdscrUnknown |= MDSCR_EL1.Gated;
    }
}
