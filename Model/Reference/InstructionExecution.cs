using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Model.Reference;

/// <summary>What one instruction does, and the step advance after it (SST-2, SST-3).</summary>
internal sealed class InstructionExecution(PeConfiguration configuration, ErratumId accepted)
{
    private readonly SystemRegisterAccess _registers = new(configuration, accepted);

    /// <summary>Executes the instruction at the PC; <paramref name="position"/> is its number in the block, and <paramref name="stepped"/> whether
    /// it runs in the active-not-pending state (SST-1).</summary>
    public void Execute(in Instruction instruction, int position, Possibility stepped, Outcome outcome, Expectation expectation)
    {
        ref var block = ref outcome.Block;
        switch (instruction.Opcode)
        {
            case Opcode.NOP:
                Complete(outcome, stepped);
                break;
            case Opcode.ISB:
                // The advance may still look at MDSCR_EL1 as it was before the ISB.
                Complete(outcome, stepped);
                block.Unsynchronized.Synchronize();
                break;
            case Opcode.BRK:
                DebugExceptions.Brk(outcome, accepted, (uint)instruction.Value & 0xFFFF);
                break;
            case Opcode.SVC:
                outcome.Rules |= RuleId.SVC_1;
                Advance(outcome);
                ExceptionEntry.Take(outcome, accepted, ExceptionClass.Svc, (uint)instruction.Value & 0xFFFF, block.Pc + 4);
                break;
            case Opcode.UDF:
                Undefined(outcome, RuleId.UND_1);
                break;
            case Opcode.ERET:
                if (block.El == 0)
                {
                    Undefined(outcome, RuleId.UND_1);
                    break;
                }
                if (configuration.AArch32 && ExceptionReturn.GoesToAArch32(block))
                {
                    LeaveScope(outcome, expectation);
                    break;
                }
                ExceptionReturn.Execute(outcome, accepted);
                NoteStepped(outcome, stepped);
                // For an ERET that was itself stepped, by the guest or by userspace, both "the instruction just before was stepped" and
                // "the state was entered by an ERET" are true: ISV is open.
                block.SyndromeUnknown = stepped.MayBe() || outcome.Guest.GuestDebug != GuestDebugFlags.None;
                break;
            case Opcode.DAIFSet or Opcode.DAIFClr:
                MaskDebug(instruction.Opcode == Opcode.DAIFSet, outcome, stepped);
                break;
            case Opcode.LDR or Opcode.LDXR or Opcode.STR:
                AccessMemory(instruction, position, outcome, expectation, stepped);
                break;
            default:
                AccessRegister(instruction, position, outcome, expectation, stepped);
                break;
        }
    }

    /// <summary>AArch32 has no vocabulary here: like a program that spins, such an action is no test.</summary>
    private static void LeaveScope(Outcome outcome, Expectation expectation)
    {
        outcome.Block.Finished = true;
        expectation.Spins = true;
    }

    /// <summary>REG-1 and others: an UNDEFINED instruction, EC 0x00; the step does not advance (SST-3).</summary>
    private void Undefined(Outcome outcome, RuleId rule)
    {
        outcome.Rules |= RuleSet.Of(rule) | RuleId.SST_3;
        ExceptionEntry.Take(outcome, accepted, ExceptionClass.Unknown, 0, outcome.Block.Pc);
    }

    private void AccessRegister(in Instruction instruction, int position, Outcome outcome, Expectation expectation, Possibility stepped)
    {
        var access = _registers.Decide(instruction, outcome, out var rule);
        outcome.Rules |= rule;
        switch (access)
        {
            case AccessResult.Undefined:
                UndefinedAccess(outcome, rule);
                return;
            case AccessResult.TrapToEl1:
                TrapToEl1(instruction, position, outcome);
                return;
            case AccessResult.MayBeUndefined:
                UndefinedAccess(expectation.Fork(outcome), rule);
                outcome.Errata &= ~(ErratumId.KvmTransferRegistersUndefined | ErratumId.KvmTransferRegistersSometimesUndefined);
                break;
            case AccessResult.MayTrapToEl1:
                TrapToEl1(instruction, position, expectation.Fork(outcome));
                break;
            default:
                break;
        }

        if (instruction.Opcode == Opcode.MRS)
            outcome.SetValue(position, _registers.Read(instruction.SystemRegister, outcome));
        // A write of MDSCR_EL1 is followed by a step advance that may see either value (OSL-12): write first, then advance.
        else
            _registers.Write(instruction.SystemRegister, instruction.Value, outcome);
        Complete(outcome, stepped);
        outcome.Block.SteppedTrappable = SystemRegisterAccess.HypervisorMayEmulate(instruction);
    }

    private void UndefinedAccess(Outcome outcome, RuleId rule)
    {
        // An access that the CPU itself makes UNDEFINED never reaches the hypervisor.
        if (rule == RuleId.OSL_9)
            KvmStepState.AtInjection(outcome, accepted);
        Undefined(outcome, rule);
    }

    private void TrapToEl1(in Instruction instruction, int position, Outcome outcome)
    {
        outcome.Rules |= RuleId.SST_3;
        var syndrome = RegisterTable.EncodingOf(instruction.SystemRegister)
            .TrapSyndrome(GuestLayout.TransferRegister(position), isRead: true);
        ExceptionEntry.Take(outcome, accepted, ExceptionClass.SystemRegisterTrap, syndrome, outcome.Block.Pc);
    }

    private void MaskDebug(bool mask, Outcome outcome, Possibility stepped)
    {
        outcome.Rules |= RuleId.REG_4;
        if (outcome.Block.El == 0)
        {
            // op0 0, op1 3, CRn 4, CRm 8 (the immediate), op2 6 for DAIFSet and 7 for DAIFClr; Rt 31; a write.
            var encoding = new RegisterEncoding((ushort)((3 << 11) | (4 << 7) | (8 << 3) | (mask ? 6 : 7)));
            outcome.Rules |= RuleId.SST_3;
            encoding = QemuDeviations.MaskEncoding(encoding, outcome, accepted);
            ExceptionEntry.Take(outcome, accepted, ExceptionClass.SystemRegisterTrap, encoding.TrapSyndrome(31, isRead: false), outcome.Block.Pc);
            return;
        }
        // The advance belongs to the instruction and looks at MDSCR_EL1 alone, so the order of both does not matter.
        outcome.Block.D = mask;
        Complete(outcome, stepped);
    }

    private void AccessMemory(in Instruction access, int position, Outcome outcome, Expectation expectation, Possibility stepped)
    {
        var match = Possibility.No;
        var highestWatched = 0UL;
        if (outcome.Guest.GuestDebug != GuestDebugFlags.None)
        {
            match = UserspaceDebugging.Watchpoint(outcome, configuration, access, out highestWatched);
        }
        else if (Views.MayHaveMdscr(outcome, MDSCR_EL1.MDE))
        {
            var question = new OwnWatchpoint(configuration, access, userspaceDebugs: false);
            match = QemuDeviations.Watchpoint(Views.Ask(outcome, ref question), outcome, accepted);
            highestWatched = question.HighestWatched;
        }
        if (match.MayBe())
        {
            outcome.Rules |= RuleId.SST_3;
            DebugExceptions.Watchpoint(match.MustBe() ? outcome : expectation.Fork(outcome), accepted, access, highestWatched);
        }
        if (match.MustBe())
            return;

        Memory.Access(access, position, outcome);
        Complete(outcome, stepped);
        outcome.Block.SteppedExclusive = access.Opcode == Opcode.LDXR;
    }

    /// <summary>The instruction has completed: the step advances and the PC moves on.</summary>
    private static void Complete(Outcome outcome, Possibility stepped)
    {
        Advance(outcome);
        outcome.Block.Pc += 4;
        NoteStepped(outcome, stepped);
    }

    /// <summary>SST-2, SSAdvance: MDSCR_EL1.SS alone decides, so it happens even while the lock blocks the exception. While userspace
    /// debugs, the guest's own step state stands still (VMM-5).</summary>
    private static void Advance(Outcome outcome)
    {
        ref var block = ref outcome.Block;
        if (outcome.Guest.GuestDebug != GuestDebugFlags.None || (!block.SS && !block.SsUnknown))
            return;
        outcome.Rules |= RuleId.SST_2;
        var question = default(StepBitSet);
        switch (Views.Ask(outcome, ref question))
        {
            case Possibility.Yes:
                block.SS = false;
                block.SsUnknown = false;
                break;
            case Possibility.Either:
                block.SsUnknown = true;
                break;
            default:
                break;
        }
    }

    private static void NoteStepped(Outcome outcome, Possibility stepped)
    {
        ref var block = ref outcome.Block;
        block.Stepped = stepped;
        block.SteppedExclusive = false;
        block.SteppedTrappable = false;
        block.SyndromeUnknown = false;
        block.UserspaceStepPending = (outcome.Guest.GuestDebug & GuestDebugFlags.SingleStep) != 0;
    }
}
