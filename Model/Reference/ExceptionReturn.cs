using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>SST-4, SST-5, AArch64.ExceptionReturn and DebugExceptionReturnSS.</summary>
internal static class ExceptionReturn
{
    /// <summary>Whether ERET returns to AArch32 User mode where EL0 has AArch32; with EL1 in AArch64 the other AArch32 modes are illegal.</summary>
    public static bool GoesToAArch32(in BlockState block) => (block.Spsr & (SPSR_EL1.M | SPSR_EL1.AArch32)) == SPSR_EL1.AArch32;

    /// <summary>Executes ERET at EL1. It synchronizes before it computes PSTATE.SS (OSL-12).</summary>
    public static void Execute(Outcome outcome, ErratumId accepted)
    {
        ref var block = ref outcome.Block;
        ref var guest = ref outcome.Guest;
        block.Unsynchronized.Synchronize();
        var isLegal = (block.Spsr & (SPSR_EL1.M | SPSR_EL1.AArch32)) is 0 or 4 or 5;
        var destination = isLegal ? ((block.Spsr & SPSR_EL1.M) == 0 ? 0 : 1) : block.El;
        var destinationD = (block.Spsr & SPSR_EL1.D) != 0;

        var takesSs = (guest.Mdscr & MDSCR_EL1.SS) != 0
            && !DebugExceptionGate.GenerateStep(guest, block.El, block.D)
            && DebugExceptionGate.GenerateStep(guest, destination, destinationD);
        var ss = takesSs && (block.Spsr & SPSR_EL1.SS) != 0;
        if (ss && !isLegal && (accepted & ErratumId.QemuIllegalReturnClearsStep) != 0)
        {
            outcome.Errata |= ErratumId.QemuIllegalReturnClearsStep;
            ss = false;
        }
        if (ss)
            QemuDeviations.NoteWhileLocked(outcome, QemuDeviations.LockIgnoredByStep(destination));
        // While userspace debugs, the step state machine is userspace's: whether the guest's own is armed or disarmed by its return is open.
        block.SsUnknown = guest.GuestDebug != GuestDebugFlags.None && (ss || block.SS || block.SsUnknown);
        block.SS = ss;

        outcome.Rules |= RuleId.SST_4;
        if (guest.OsLock)
            outcome.Rules |= RuleId.SST_5;
        if (isLegal)
        {
            block.El = destination;
            block.Sp = (block.Spsr & 1) != 0;
        }
        // What the monitor's own return does belongs to where it goes.
        if (block.Pc == GuestLayout.MonitorEret)
            outcome.BeginContext();
        else if (destination == 0)
            outcome.ChangeContext();
        block.D = destinationD;
        block.IL = !isLegal || (block.Spsr & SPSR_EL1.IL) != 0;
        block.Pc = block.Elr;
    }
}
