using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>
/// VMM-1, VMM-3, VMM-4: which breakpoints and watchpoints exit to userspace while it debugs the guest. The guest's lock, KDE and
/// PSTATE.D play no part. Without KVM_GUESTDBG_USE_HW it is left open whether the guest's own fire, as far as the guest's own MDE and
/// locks let them (OSL-6, DLK-1, DBG-1); KDE and PSTATE.D do not count, because the exception is not taken to EL1.
/// </summary>
internal static class UserspaceDebugging
{
    public static Possibility Breakpoint(Outcome outcome, PeConfiguration configuration)
    {
        ref readonly var guest = ref outcome.Guest;
        ref readonly var block = ref outcome.Block;
        if ((guest.GuestDebug & GuestDebugFlags.UseHw) != 0)
        {
            if (((guest.UserspaceDebug.Bcr0 | guest.UserspaceDebug.Bcr1) & 1) == 0)
                return Possibility.No;
            return Breakpoints.Match(BankOf(guest.UserspaceDebug), guest.ContextIdr, configuration, block.Pc, block.El);
        }

        if (!Views.MayHaveMdscr(outcome, MDSCR_EL1.MDE))
            return Possibility.No;
        var question = new OwnBreakpoint(configuration, userspaceDebugs: true);
        return OpenFor(Views.Ask(outcome, ref question));
    }

    public static Possibility Watchpoint(Outcome outcome, PeConfiguration configuration, in Instruction access, out ulong highestWatched)
    {
        ref readonly var guest = ref outcome.Guest;
        ref readonly var block = ref outcome.Block;
        var isStore = access.Opcode == Opcode.STR;
        highestWatched = 0;
        if ((guest.GuestDebug & GuestDebugFlags.UseHw) != 0)
        {
            if (((guest.UserspaceDebug.Wcr0 | guest.UserspaceDebug.Wcr1) & 1) == 0)
                return Possibility.No;
            return Watchpoints.Match(BankOf(guest.UserspaceDebug), guest.ContextIdr, configuration, access.Value, access.AccessSize,
                isStore, block.El, out highestWatched);
        }

        if (!Views.MayHaveMdscr(outcome, MDSCR_EL1.MDE))
            return Possibility.No;
        var question = new OwnWatchpoint(configuration, access, userspaceDebugs: true);
        var match = Views.Ask(outcome, ref question);
        highestWatched = question.HighestWatched;
        return OpenFor(match);
    }

    private static Possibility OpenFor(Possibility match) => match.MayBe() ? Possibility.Either : Possibility.No;

    private static DebugRegisterBank BankOf(in UserspaceDebugRegisters registers)
    {
        var bank = default(DebugRegisterBank);
        bank.Bvr[0] = registers.Bvr0;
        bank.Bvr[1] = registers.Bvr1;
        bank.Bcr[0] = registers.Bcr0;
        bank.Bcr[1] = registers.Bcr1;
        bank.Wvr[0] = registers.Wvr0;
        bank.Wvr[1] = registers.Wvr1;
        bank.Wcr[0] = registers.Wcr0;
        bank.Wcr[1] = registers.Wcr1;
        return bank;
    }
}
