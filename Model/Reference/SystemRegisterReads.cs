using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>What MRS returns, with the bits that the architecture defines.</summary>
internal sealed class SystemRegisterReads(PeConfiguration configuration, ErratumId accepted)
{
    // OSECCR_EL1 implements what EDECCR does: NSE of EL1 and EL2 at least.
    private const ulong OseccrCompared = 0x60;

    private readonly RegisterMasks _masks = new(configuration);

    public MaskedValue Read(SystemRegister register, Outcome outcome)
    {
        ref readonly var guest = ref outcome.Guest;
        var n = register.Index;
        switch (register.Id)
        {
            case RegisterId.OSLSR_EL1:
                return ReadOslsr(outcome);
            case RegisterId.OSDLR_EL1:
                outcome.Rules |= configuration.DoubleLock ? RuleId.DLK_1 : RuleId.REG_5;
                return Accept(outcome, ErratumId.KvmOsdlr, configuration.DoubleLock)
                    ? new MaskedValue(0, 1)
                    : new MaskedValue(guest.DoubleLock ? 1UL : 0, 1);
            case RegisterId.DBGPRCR_EL1:
                outcome.Rules |= RuleId.REG_5;
                return Accept(outcome, ErratumId.KvmDbgprcr, guest.CoreNoPowerDownRequest)
                    ? new MaskedValue(0, 1)
                    : new MaskedValue(guest.CoreNoPowerDownRequest ? 1UL : 0, 1);
            case RegisterId.MDSCR_EL1:
                return ReadMdscr(outcome);
            case RegisterId.MDCCINT_EL1:
                outcome.Rules |= RuleId.REG_5;
                if (Accept(outcome, ErratumId.QemuMdccint, true))
                    return MaskedValue.Unknown;
                return new MaskedValue(guest.Mdccint, RegisterTable.Describe(RegisterId.MDCCINT_EL1).ImplementedMask);
            case RegisterId.OSECCR_EL1:
                return WhileLocked(outcome, guest.Oseccr, guest.OseccrUnknown ? 0 : OseccrCompared);
            case RegisterId.OSDTRRX_EL1:
                return WhileLocked(outcome, guest.OsdtrRx, guest.OsdtrRxUnknown ? 0 : uint.MaxValue);
            case RegisterId.OSDTRTX_EL1:
                return WhileLocked(outcome, guest.OsdtrTx, guest.OsdtrTxUnknown ? 0 : uint.MaxValue);
            case RegisterId.DBGBVRn_EL1:
                outcome.Rules |= RuleSet.Of(RuleId.REG_5) | RuleId.OSL_10;
                return new MaskedValue(guest.Debug.Bvr[n], _masks.BreakpointValue(n, guest.Debug.Bcr[n]));
            case RegisterId.DBGBCRn_EL1:
                outcome.Rules |= RuleSet.Of(RuleId.REG_5) | RuleId.OSL_10;
                return new MaskedValue(guest.Debug.Bcr[n], _masks.BreakpointControl(n, guest.Debug.Bcr[n]));
            case RegisterId.DBGWVRn_EL1:
                outcome.Rules |= RuleSet.Of(RuleId.REG_5) | RuleId.OSL_10;
                return new MaskedValue(guest.Debug.Wvr[n], RegisterMasks.ValueRegister);
            case RegisterId.DBGWCRn_EL1:
                outcome.Rules |= RuleSet.Of(RuleId.REG_5) | RuleId.OSL_10;
                return new MaskedValue(guest.Debug.Wcr[n], RegisterMasks.WatchpointControl(guest.Debug.Wcr[n]));
            case RegisterId.DBGCLAIMSET_EL1:
                outcome.Rules |= RuleId.CLM_1;
                return ReadClaimTags(outcome, 0xFF);
            case RegisterId.DBGCLAIMCLR_EL1:
                outcome.Rules |= RuleId.CLM_1;
                return ReadClaimTags(outcome, guest.ClaimTags);
            case RegisterId.ID_AA64DFR0_EL1:
                outcome.Rules |= RuleId.REG_3;
                return _masks.DebugFeatures;
            case RegisterId.CONTEXTIDR_EL1:
                outcome.Rules |= RuleId.REG_5;
                return new MaskedValue(guest.ContextIdr, uint.MaxValue);
            case RegisterId.ELR_EL1:
                outcome.Rules |= RuleId.REG_5;
                return MaskedValue.Exactly(outcome.Block.Elr);
            case RegisterId.SPSR_EL1:
                outcome.Rules |= RuleId.REG_5;
                return new MaskedValue(outcome.Block.Spsr, SPSR_EL1.Compared);
            default:
                // MDCCSR_EL0, DBGAUTHSTATUS_EL1 and MDRAR_EL1: the value belongs to the external debug interface.
                return MaskedValue.Unknown;
        }
    }

    /// <summary>CLM-1. With the erratum: 0 where the access certainly traps, the physical tags or 0 elsewhere.</summary>
    private MaskedValue ReadClaimTags(Outcome outcome, byte value)
    {
        if (!Accept(outcome, ErratumId.KvmClaimTags, true))
            return MaskedValue.Exactly(value);
        var question = default(IsLocked);
        var traps = outcome.Guest.GuestDebug != GuestDebugFlags.None
            || ((accepted & ErratumId.KvmTransferRegistersUndefined) != 0 && Views.Ask(outcome, ref question).MustBe());
        return traps ? MaskedValue.Exactly(0) : new MaskedValue(0, ~0xFFUL);
    }

    /// <summary>OSL-5 and the lock itself; until a write of OSLAR_EL1 is synchronized OSLK may be old or new (OSL-12).</summary>
    private static MaskedValue ReadOslsr(Outcome outcome)
    {
        outcome.Rules |= RuleSet.Of(RuleId.OSL_5) | outcome.Guest.OsLockCause;
        if (outcome.Guest.OsLockByErratum)
            outcome.Errata |= ErratumId.KvmInitUnlocked;
        var question = default(IsLocked);
        var locked = Views.Ask(outcome, ref question);
        var mask = ulong.MaxValue;
        if (locked == Possibility.Either)
        {
            outcome.Rules |= RuleId.OSL_12;
            mask &= ~OSLSR_EL1.OSLK;
        }
        return new MaskedValue(OSLSR_EL1.OSLM1 | (locked.MustBe() ? OSLSR_EL1.OSLK : 0), mask);
    }

    /// <summary>OSL-8: the save/restore fields are UNKNOWN unless the lock is certainly locked.</summary>
    private MaskedValue ReadMdscr(Outcome outcome)
    {
        ref readonly var guest = ref outcome.Guest;
        outcome.Rules |= RuleId.OSL_8;
        var question = default(IsLocked);
        var mask = _masks.Mdscr & ~guest.MdscrUnknown;
        if (!Views.Ask(outcome, ref question).MustBe())
            mask &= ~MDSCR_EL1.Gated;
        else if ((guest.MdscrUnknown & _masks.Mdscr & MDSCR_EL1.Gated) != 0)
            outcome.Errata |= accepted & ErratumId.MdscrNotGated;
        if (guest.MdscrUnknown >> 32 != 0 && configuration.Spmu)
            outcome.Errata |= accepted & ErratumId.KvmMdscrHighLost;
        return new MaskedValue(guest.Mdscr, mask);
    }

    /// <summary>OSL-9: defined only while the lock is certainly locked.</summary>
    private MaskedValue WhileLocked(Outcome outcome, uint value, ulong mask)
    {
        outcome.Rules |= RuleId.OSL_9;
        var question = default(IsLocked);
        if (!Views.Ask(outcome, ref question).MustBe())
            return MaskedValue.Unknown;
        return new MaskedValue(Accept(outcome, ErratumId.QemuTransferRegistersZero, (value & mask) != 0) ? 0 : value, mask);
    }

    /// <summary>Whether the erratum is accepted and <paramref name="applies"/>; then the outcome relies on it.</summary>
    private bool Accept(Outcome outcome, ErratumId erratum, bool applies)
    {
        if (!applies || (accepted & erratum) == 0)
            return false;
        outcome.Errata |= erratum;
        return true;
    }
}
