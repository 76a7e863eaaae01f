using System.Numerics;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>Draws one instruction of a block.</summary>
internal static class InstructionDraw
{
    private static readonly Opcode[] Weighted =
    [
        Opcode.MSR, Opcode.MSR, Opcode.MSR, Opcode.MSR, Opcode.MSR, Opcode.MSR, Opcode.MSR, Opcode.MRS, Opcode.MRS, Opcode.MRS, Opcode.MRS,
        Opcode.NOP, Opcode.NOP, Opcode.ISB, Opcode.BRK, Opcode.SVC, Opcode.UDF, Opcode.LDR, Opcode.LDR, Opcode.STR, Opcode.LDXR,
        Opcode.DAIFSet, Opcode.DAIFClr, Opcode.ERET,
    ];

    public static Instruction Draw(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration, bool isEl0)
    {
        Opcode opcode;
        do
            opcode = random.OneOf<Opcode>(Weighted);
        while ((swarm.Opcodes >> (int)opcode & 1) == 0);
        // At EL0 nearly every register access is UNDEFINED: one in six is enough.
        if (isEl0 && opcode is Opcode.MSR or Opcode.MRS && !random.Percent(16))
            opcode = random.OneOf<Opcode>([Opcode.NOP, Opcode.LDR, Opcode.STR, Opcode.BRK, Opcode.NOP, Opcode.LDXR]);
        switch (opcode)
        {
            case Opcode.MSR or Opcode.MRS:
                // The only debug register that EL0 may read.
                return isEl0 && opcode == Opcode.MRS && random.Percent(30)
                    ? Instruction.Mrs(RegisterId.MDCCSR_EL0)
                    : RegisterAccess(ref random, swarm, configuration, opcode);
            case Opcode.BRK or Opcode.SVC or Opcode.UDF:
                return new Instruction(opcode, Value: random.OneOf<ulong>([0, 1, 0xFFFF]));
            case Opcode.LDR or Opcode.STR or Opcode.LDXR:
                var size = random.Percent(50) ? 3 : random.Below(4);
                var offset = (ulong)(random.Below(8 >> size) << size);
                return new Instruction(opcode, Index: (byte)size, Value: GuestLayout.Cell(random.Below(swarm.Cells)) + offset);
            default:
                return new Instruction(opcode);
        }
    }

    public static int Number(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration, RegisterId id, bool allowUnimplemented)
    {
        var isBreakpoint = id is RegisterId.DBGBVRn_EL1 or RegisterId.DBGBCRn_EL1;
        if (!isBreakpoint && id is not (RegisterId.DBGWVRn_EL1 or RegisterId.DBGWCRn_EL1))
            return 0;
        var count = isBreakpoint ? configuration.Breakpoints : configuration.Watchpoints;
        if (allowUnimplemented && random.Percent(3))
            return Math.Min(15, count);
        // Low numbers, and for breakpoints the context-aware ones: writes of value and control have to meet.
        if (!random.Percent(swarm.OtherNumbers))
            return isBreakpoint && random.Percent(30) ? configuration.FirstContextAware : 0;
        return random.Percent(50) ? count - 1 : random.Below(count);
    }

    private static Instruction RegisterAccess(ref SplittableRandom random, in Swarm swarm, PeConfiguration configuration, Opcode opcode)
    {
        RegisterId id;
        var set = swarm.Registers & ((1u << (int)RegisterId.SPSR_EL1 << 1) - 1);
        if (random.Percent(30))
        {
            id = opcode == Opcode.MSR
                ? random.OneOf<RegisterId>([RegisterId.OSLAR_EL1, RegisterId.MDSCR_EL1])
                : random.OneOf<RegisterId>([RegisterId.OSLSR_EL1, RegisterId.MDSCR_EL1]);
        }
        else
        {
            var skip = random.Below(BitOperations.PopCount(set));
            for (; skip > 0; skip--)
                set &= set - 1;
            id = (RegisterId)BitOperations.TrailingZeroCount(set);
        }
        // An access that the table makes UNDEFINED is worth one draw in eight.
        var needed = opcode == Opcode.MSR ? Model.Registers.RegisterAccess.Write : Model.Registers.RegisterAccess.Read;
        if ((RegisterTable.Describe(id).El1 & needed) == 0 && !random.Percent(12))
            opcode = opcode == Opcode.MSR ? Opcode.MRS : Opcode.MSR;
        var register = new SystemRegister(id, (byte)Number(ref random, swarm, configuration, id, allowUnimplemented: true));
        return opcode == Opcode.MSR
            ? Instruction.Msr(id, RegisterValues.Draw(ref random, swarm, configuration, register), register.Index)
            : Instruction.Mrs(id, register.Index);
    }
}
