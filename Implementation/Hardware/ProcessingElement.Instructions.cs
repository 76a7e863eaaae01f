using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Implementation.Hardware;

public sealed partial class ProcessingElement
{
    private const uint DaifSetOp2 = 6;
    private const uint DaifClrOp2 = 7;

    private Outcome Execute(in Instruction instruction, int index, ref Observation observation)
    {
        switch (instruction.Opcode)
        {
            case Opcode.NOP:
                return Outcome.Completed;
            case Opcode.ISB:
                SynchronizeContext();
                return Outcome.Completed;
            case Opcode.MRS:
                return ExecuteMrs(instruction.SystemRegister, index, ref observation);
            case Opcode.MSR:
                return ExecuteMsr(instruction.SystemRegister, instruction.Value, index);
            case Opcode.BRK:
                // DBG-6: no lock, mask or enable counts; only the target depends on TDE.
                return TDE
                    ? TakeExceptionToEl2(ExceptionClass.Brk, (ushort)instruction.Value)
                    : TakeExceptionToEl1(ExceptionClass.Brk, (ushort)instruction.Value, PC);
            case Opcode.SVC:
                SSAdvance();
                return TakeExceptionToEl1(ExceptionClass.Svc, (ushort)instruction.Value, PC + 4);
            case Opcode.LDR or Opcode.LDXR:
                return ExecuteLoad(in instruction, index, ref observation);
            case Opcode.STR:
                return ExecuteStore(in instruction);
            case Opcode.DAIFSet:
                return ExecuteMsrImmediate(DaifSetOp2, PSTATE | Model.Registers.SPSR_EL1.D);
            case Opcode.DAIFClr:
                return ExecuteMsrImmediate(DaifClrOp2, PSTATE & ~Model.Registers.SPSR_EL1.D);
            case Opcode.ERET when CurrentEL != 0:
                ExceptionReturn();
                return Outcome.Returned;
            default:
                return Undefined();
        }
    }

    private Outcome ExecuteLoad(in Instruction instruction, int index, ref Observation observation)
    {
        var size = instruction.AccessSize;
        var outcome = CheckWatchpoint(instruction.Value, size, isWrite: false);
        if (outcome == Outcome.Completed)
            observation.SetValue(index, GuestMemory.Load(Cells, instruction.Value, size));
        return outcome;
    }

    private Outcome ExecuteStore(in Instruction instruction)
    {
        var size = instruction.AccessSize;
        var outcome = CheckWatchpoint(instruction.Value, size, isWrite: true);
        if (outcome == Outcome.Completed)
            GuestMemory.Store(Cells, instruction.Value, size, GuestLayout.StoredData);
        return outcome;
    }

    /// <summary>
    /// MSR DAIFSet and DAIFClr #8: PSTATE changes at once. SCTLR_EL1.UMA is 0, so EL0 traps to EL1 with the instruction's
    /// own fields in the ISS: op0 0, op1 3, CRn 4, CRm the immediate, Rt 31.
    /// </summary>
    private Outcome ExecuteMsrImmediate(uint op2, uint pstate)
    {
        if (CurrentEL == 0)
            return TakeExceptionToEl1(ExceptionClass.SystemRegisterTrap, (op2 << 17) | (3 << 14) | (4 << 10) | (31 << 5) | (8 << 1), PC);
        PSTATE = pstate;
        return Outcome.Completed;
    }
}
