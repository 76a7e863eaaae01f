using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>What MSR changes. A write of a debug control register is noted as unsynchronized (OSL-12).</summary>
internal sealed class SystemRegisterWrites(PeConfiguration configuration, ErratumId accepted)
{
    private readonly RegisterMasks _masks = new(configuration);

    public void Write(SystemRegister register, ulong value, Outcome outcome)
    {
        ref var guest = ref outcome.Guest;
        ref var unsynchronized = ref outcome.Block.Unsynchronized;
        var n = register.Index;
        switch (register.Id)
        {
            case RegisterId.OSLAR_EL1:
                outcome.Rules |= RuleId.OSL_2;
                unsynchronized.Add(register.Id, 0, guest.OsLock ? 1UL : 0, value & 1);
                outcome.Block.UnlockedHere = guest.OsLock && (value & 1) == 0;
                WriteOslar(ref guest, (value & 1) != 0);
                KvmMdscrHigh.AtEntry(ref guest, accepted);
                KvmStepState.AtLock(outcome, (value & 1) != 0, accepted);
                outcome.ChangeContext();
                break;
            case RegisterId.OSDLR_EL1:
                if (!configuration.DoubleLock || (accepted & ErratumId.KvmOsdlr) != 0)
                    break;
                outcome.Rules |= RuleId.DLK_1;
                unsynchronized.Add(register.Id, 0, guest.DoubleLock ? 1UL : 0, value & 1);
                guest.DoubleLock = (value & 1) != 0;
                break;
            case RegisterId.DBGPRCR_EL1:
                unsynchronized.Add(register.Id, 0, guest.CoreNoPowerDownRequest ? 1UL : 0, value & 1);
                guest.CoreNoPowerDownRequest = (value & 1) != 0;
                break;
            case RegisterId.MDSCR_EL1:
                WriteMdscr(outcome, value);
                break;
            case RegisterId.MDCCINT_EL1:
                guest.Mdccint = (uint)value;
                break;
            case RegisterId.OSECCR_EL1:
                WriteWhileLocked(outcome, (uint)value, ref guest.Oseccr, ref guest.OseccrUnknown, ignoredWhileUnlocked: true);
                break;
            case RegisterId.OSDTRRX_EL1:
                WriteWhileLocked(outcome, (uint)value, ref guest.OsdtrRx, ref guest.OsdtrRxUnknown, ignoredWhileUnlocked: false);
                break;
            case RegisterId.OSDTRTX_EL1:
                WriteWhileLocked(outcome, (uint)value, ref guest.OsdtrTx, ref guest.OsdtrTxUnknown, ignoredWhileUnlocked: false);
                break;
            case RegisterId.DBGBVRn_EL1:
                unsynchronized.Add(register.Id, n, guest.Debug.Bvr[n], value);
                guest.Debug.Bvr[n] = value;
                break;
            case RegisterId.DBGBCRn_EL1:
                unsynchronized.Add(register.Id, n, guest.Debug.Bcr[n], value);
                guest.Debug.Bcr[n] = (uint)value;
                break;
            case RegisterId.DBGWVRn_EL1:
                unsynchronized.Add(register.Id, n, guest.Debug.Wvr[n], value);
                guest.Debug.Wvr[n] = value;
                break;
            case RegisterId.DBGWCRn_EL1:
                unsynchronized.Add(register.Id, n, guest.Debug.Wcr[n], value);
                guest.Debug.Wcr[n] = (uint)value;
                break;
            case RegisterId.DBGCLAIMSET_EL1:
                outcome.Rules |= RuleId.CLM_1;
                guest.ClaimTags |= (byte)value;
                break;
            case RegisterId.DBGCLAIMCLR_EL1:
                outcome.Rules |= RuleId.CLM_1;
                guest.ClaimTags &= (byte)~value;
                break;
            case RegisterId.CONTEXTIDR_EL1:
                unsynchronized.Add(register.Id, 0, guest.ContextIdr, value & uint.MaxValue);
                guest.ContextIdr = (uint)value;
                break;
            case RegisterId.ELR_EL1:
                outcome.Block.Elr = value;
                break;
            case RegisterId.SPSR_EL1:
                outcome.Block.Spsr = (uint)value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(register), register, "not writable");
        }
    }

    private void WriteOslar(ref GuestState guest, bool locked)
    {
        guest.OsLock = locked;
        guest.OsLockCause = RuleId.OSL_2;
        guest.OsLockByErratum = false;
        guest.TdccStale = false;
        // With the erratum the save/restore fields are whatever the physical register holds as soon as the guest runs unlocked.
        if (!locked && (accepted & ErratumId.MdscrNotGated) != 0)
            guest.MdscrUnknown |= MDSCR_EL1.Gated;
    }

    /// <summary>OSL-8. If it is not settled whether the lock is locked, the save/restore fields that would change become UNKNOWN.</summary>
    private void WriteMdscr(Outcome outcome, ulong value)
    {
        ref var guest = ref outcome.Guest;
        outcome.Rules |= RuleId.OSL_8;
        var question = default(IsLocked);
        var locked = Views.Ask(outcome, ref question);
        var old = guest.Mdscr;
        var plain = _masks.Mdscr & ~MDSCR_EL1.Gated;
        var gated = _masks.Mdscr & MDSCR_EL1.Gated;
        var written = (old & ~plain) | (value & plain);
        switch (locked)
        {
            case Possibility.Yes:
                written = (written & ~gated) | (value & gated);
                guest.MdscrUnknown &= ~gated;
                break;
            case Possibility.Either:
                guest.MdscrUnknown |= (old ^ value) & gated;
                break;
            default:
                // Not written; with the erratum they have been UNKNOWN since the lock was released.
                break;
        }
        if ((accepted & ErratumId.KvmTdccStale) != 0 && ((old ^ written) & MDSCR_EL1.TDCC) != 0
            && (locked.MayBe() || guest.GuestDebug != GuestDebugFlags.None))
        {
            guest.TdccStale = true;
        }
        outcome.Block.Unsynchronized.Add(RegisterId.MDSCR_EL1, 0, old, written);
        guest.Mdscr = written;
        KvmMdscrHigh.AtWrite(ref guest, accepted);
    }

    /// <summary>OSL-9. OSECCR_EL1 ignores a write while unlocked; what one does to the other two is UNKNOWN.</summary>
    private static void WriteWhileLocked(Outcome outcome, uint value, ref uint register, ref bool unknown, bool ignoredWhileUnlocked)
    {
        outcome.Rules |= RuleId.OSL_9;
        var question = default(IsLocked);
        switch (Views.Ask(outcome, ref question))
        {
            case Possibility.Yes:
                register = value;
                unknown = false;
                break;
            case Possibility.Either:
                unknown = true;
                break;
            default:
                unknown |= !ignoredWhileUnlocked;
                break;
        }
    }
}
