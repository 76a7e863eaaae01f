using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// The state of one guest between two actions: its monitor runs at EL1 with PSTATE.D = 1 and everything is synchronized, so
/// PSTATE is no part of it. What became UNKNOWN is a mask beside the value. A value type: assigning it makes a copy.
/// </summary>
public struct GuestState
{
    /// <summary>The guest's own breakpoints and watchpoints.</summary>
    public DebugRegisterBank Debug;
    /// <summary>The data cells.</summary>
    public CellList Cells;
    /// <summary>MDSCR_EL1.</summary>
    public ulong Mdscr;
    /// <summary>The bits of <see cref="Mdscr"/> that are UNKNOWN.</summary>
    public ulong MdscrUnknown;
    /// <summary>MDCCINT_EL1.</summary>
    public uint Mdccint;
    /// <summary>CONTEXTIDR_EL1 [31:0].</summary>
    public uint ContextIdr;
    /// <summary>OSECCR_EL1 [31:0].</summary>
    public uint Oseccr;
    /// <summary>OSDTRRX_EL1 [31:0].</summary>
    public uint OsdtrRx;
    /// <summary>OSDTRTX_EL1 [31:0].</summary>
    public uint OsdtrTx;
    /// <summary>OSLSR_EL1.OSLK.</summary>
    public bool OsLock;
    /// <summary>OSDLR_EL1.DLK.</summary>
    public bool DoubleLock;
    /// <summary>DBGPRCR_EL1.CORENPDRQ.</summary>
    public bool CoreNoPowerDownRequest;
    /// <summary>OSECCR_EL1 is UNKNOWN.</summary>
    public bool OseccrUnknown;
    /// <summary>OSDTRRX_EL1 is UNKNOWN.</summary>
    public bool OsdtrRxUnknown;
    /// <summary>OSDTRTX_EL1 is UNKNOWN.</summary>
    public bool OsdtrTxUnknown;
    /// <summary>The claim tags.</summary>
    public byte ClaimTags;
    /// <summary>The rule that gave <see cref="OsLock"/> its value: OSL-1 (reset), OSL-2 (OSLAR_EL1) or VMM-6 (userspace).</summary>
    public RuleId OsLockCause;
    /// <summary>Whether an accepted erratum, not the architecture, gave <see cref="OsLock"/> its value.</summary>
    public bool OsLockByErratum;
    /// <summary>Of <see cref="ErratumId.QemuLockIgnored"/> what is accepted: for these debug exceptions OSL-6 does not hold.</summary>
    public ErratumId LockIgnored;
    /// <summary>With <see cref="ErratumId.KvmStepStateStale"/>: PSTATE.SS = 1 may come back at an exit.</summary>
    public bool StepStateStale;
    /// <summary>With <see cref="ErratumId.KvmTdccStale"/>: MDSCR_EL1.TDCC may not have taken effect.</summary>
    public bool TdccStale;
    /// <summary>The flags of KVM_SET_GUEST_DEBUG; None while userspace is not debugging.</summary>
    public GuestDebugFlags GuestDebug;
    /// <summary>The debug registers of KVM_SET_GUEST_DEBUG.</summary>
    public UserspaceDebugRegisters UserspaceDebug;

    /// <summary>DoubleLockStatus() of the pseudocode (DLK-1).</summary>
    public readonly bool DoubleLockStatus => DoubleLock && !CoreNoPowerDownRequest;
}
