using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>What accepted errata do to the guest's PSTATE.SS when the vCPU is left and entered again in the middle of a block.</summary>
internal static class KvmStepState
{
    /// <summary>At an exit; <paramref name="before"/> are the flags of guest debug that were in force until then.</summary>
    public static void AtExit(Outcome outcome, GuestDebugFlags before, ErratumId accepted)
    {
        ref var guest = ref outcome.Guest;
        ref var block = ref outcome.Block;
        var after = guest.GuestDebug;
        if ((accepted & ErratumId.KvmStepStateLost) != 0 && (before | after) != GuestDebugFlags.None
            && (block.SS || DebugExceptionGate.StepEnabled(guest, block.El, block.D)))
            MakeUnknown(outcome, ErratumId.KvmStepStateLost);
        if ((accepted & ErratumId.KvmStepStateLostWithoutSingleStep) != 0 && block.SS
            && after != GuestDebugFlags.None && (after & GuestDebugFlags.SingleStep) == 0)
        {
            MakeUnknown(outcome, ErratumId.KvmStepStateLostWithoutSingleStep);
        }
        if ((accepted & ErratumId.KvmStepStateStale) == 0)
            return;
        // PSTATE.SS = 1 that is there when the vCPU is entered debugged or locked comes back at later exits.
        if (guest.StepStateStale && !block.SS && (before != GuestDebugFlags.None || guest.OsLock))
            MakeUnknown(outcome, ErratumId.KvmStepStateStale);
        var staysStale = after != GuestDebugFlags.None || guest.OsLock;
        guest.StepStateStale = staysStale && (guest.StepStateStale || block.SS || block.SsUnknown);
    }

    /// <summary>At a trapped write of OSLAR_EL1 that locks: the PSTATE.SS of then comes back as long as the lock is locked.</summary>
    public static void AtLock(Outcome outcome, bool locks, ErratumId accepted)
    {
        if ((accepted & ErratumId.KvmStepStateStale) == 0)
            return;
        ref var guest = ref outcome.Guest;
        guest.StepStateStale = locks || guest.GuestDebug != GuestDebugFlags.None
            ? guest.StepStateStale || (locks && (outcome.Block.SS || outcome.Block.SsUnknown))
            : false;
    }

    /// <summary>Before an UNDEFINED exception that KVM injects.</summary>
    public static void AtInjection(Outcome outcome, ErratumId accepted)
    {
        if ((accepted & ErratumId.KvmStepStateStale) != 0 && outcome.Guest.StepStateStale && !outcome.Block.SS)
            MakeUnknown(outcome, ErratumId.KvmStepStateStale);
    }

    private static void MakeUnknown(Outcome outcome, ErratumId erratum)
    {
        outcome.Block.SsUnknown = true;
        outcome.Errata |= erratum;
    }
}
