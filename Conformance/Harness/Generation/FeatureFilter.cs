using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>Takes features out of a drawn action. The action stays as it was drawn otherwise, so that nothing but the features differs.</summary>
internal static class FeatureFilter
{
    /// <summary>Kinds of actions that are features as a whole.</summary>
    private static readonly (GeneratorFeatures Feature, ActionKind Kind)[] Kinds =
    [
        (GeneratorFeatures.ColdResets, ActionKind.ColdReset), (GeneratorFeatures.WarmResets, ActionKind.WarmReset), (GeneratorFeatures.VcpuInits, ActionKind.VcpuInit),
        (GeneratorFeatures.Migrations, ActionKind.Migrate), (GeneratorFeatures.Reentries, ActionKind.Reenter), (GeneratorFeatures.Preemptions, ActionKind.Preempt),
        (GeneratorFeatures.OneRegReads, ActionKind.GetOneReg), (GeneratorFeatures.OneRegWrites, ActionKind.SetOneReg), (GeneratorFeatures.SecondVm, ActionKind.SwitchVm),
    ];

    /// <summary>Takes the features out.</summary>
    public static void Apply(ref ScenarioAction action, GeneratorFeatures without)
    {
        foreach (var (feature, kind) in Kinds)
        {
            if (action.Kind == kind && Has(without, feature))
                action = new ScenarioAction { Kind = ActionKind.Run, Length = 1, D = true };
        }
        switch (action.Kind)
        {
            case ActionKind.Run:
                ApplyToBlock(ref action, without);
                break;
            case ActionKind.SetGuestDebug:
                ApplyToDebugging(ref action, without);
                break;
            case ActionKind.SetOneReg:
                action.I0 = action.I0 with { Value = Filtered(action.OneReg.Id, action.I0.Value, without) };
                break;
            default:
                break;
        }
    }

    private static void ApplyToBlock(ref ScenarioAction action, GeneratorFeatures without)
    {
        action.D |= Has(without, GeneratorFeatures.DebugUnmasked);
        action.SS &= !Has(without, GeneratorFeatures.StepBit);
        if (Has(without, GeneratorFeatures.El0) && action.Mode == EntryMode.EL0t)
            action.Mode = EntryMode.EL1h;
        if (Has(without, GeneratorFeatures.IllegalReturns))
        {
            action.IL = false;
            if (action.Mode == EntryMode.Illegal)
                action.Mode = EntryMode.EL1h;
        }
        for (var i = 0; i < action.Length; i++)
            action.SetInstruction(i, Filtered(action.InstructionAt(i), without));
        for (var i = 0; i <= action.Length; i++)
        {
            var drawn = action.EventAt(i);
            if (Has(without, GeneratorFeatures.BoundaryEvents))
                drawn = default;
            action.SetEvent(i, drawn with { Control = Filtered(drawn.Control, without) });
        }
    }

    private static void ApplyToDebugging(ref ScenarioAction action, GeneratorFeatures without)
    {
        action.Control = Filtered(action.Control, without);
        ref var registers = ref action.DebugRegisters;
        if (Has(without, GeneratorFeatures.UserspaceBreakpoints))
            registers.Bcr0 = registers.Bcr1 = 0;
        if (Has(without, GeneratorFeatures.UserspaceWatchpoints))
            registers.Wcr0 = registers.Wcr1 = 0;
    }

    private static GuestDebugFlags Filtered(GuestDebugFlags flags, GeneratorFeatures without) =>
        flags & ~(Has(without, GeneratorFeatures.UserspaceSingleStep) ? GuestDebugFlags.SingleStep : GuestDebugFlags.None)
            & ~(Has(without, GeneratorFeatures.UnknownDebugFlags) ? GuestDebugFlags.Unknown : GuestDebugFlags.None);

    private static Instruction Filtered(in Instruction drawn, GeneratorFeatures without) => drawn.Opcode switch
    {
        Opcode.DAIFClr when Has(without, GeneratorFeatures.DebugUnmasked) => new Instruction(Opcode.NOP),
        Opcode.DAIFClr or Opcode.DAIFSet when Has(without, GeneratorFeatures.MaskInstructions) => new Instruction(Opcode.NOP),
        Opcode.ERET when Has(without, GeneratorFeatures.ExceptionReturns) => new Instruction(Opcode.NOP),
        Opcode.BRK when Has(without, GeneratorFeatures.BreakpointInstructions) => new Instruction(Opcode.NOP),
        Opcode.UDF when Has(without, GeneratorFeatures.UndefinedInstructions) => new Instruction(Opcode.NOP),
        Opcode.LDR or Opcode.LDXR when Has(without, GeneratorFeatures.Loads) => new Instruction(Opcode.NOP),
        Opcode.MSR or Opcode.MRS when IsLeftOut(drawn.Register, without) => new Instruction(Opcode.NOP),
        Opcode.MSR => drawn with { Value = Filtered(drawn.Register, drawn.Value, without) },
        _ => drawn,
    };

    private static bool IsLeftOut(RegisterId register, GeneratorFeatures without) => register switch
    {
        RegisterId.OSECCR_EL1 or RegisterId.OSDTRRX_EL1 or RegisterId.OSDTRTX_EL1 => Has(without, GeneratorFeatures.TransferRegisters),
        RegisterId.DBGCLAIMSET_EL1 or RegisterId.DBGCLAIMCLR_EL1 => Has(without, GeneratorFeatures.ClaimTags),
        _ => false,
    };

    private static ulong Filtered(RegisterId register, ulong value, GeneratorFeatures without)
    {
        switch (register)
        {
            case RegisterId.SPSR_EL1:
                if (Has(without, GeneratorFeatures.DebugUnmasked))
                    value |= SPSR_EL1.D;
                if (Has(without, GeneratorFeatures.StepBit))
                    value &= ~(ulong)SPSR_EL1.SS;
                if (Has(without, GeneratorFeatures.IllegalReturns))
                    value &= ~(ulong)SPSR_EL1.IL;
                if (Has(without, GeneratorFeatures.IllegalReturns) && (value & (SPSR_EL1.M | SPSR_EL1.AArch32)) is not (0 or 4 or 5))
                    value = (value & ~(ulong)(SPSR_EL1.M | SPSR_EL1.AArch32)) | 5;
                if (Has(without, GeneratorFeatures.El0) && (value & SPSR_EL1.M) == 0)
                    value |= 5;
                return value;
            case RegisterId.OSLAR_EL1 when Has(without, GeneratorFeatures.Unlocking):
                return value | 1;
            case RegisterId.OSDLR_EL1 when Has(without, GeneratorFeatures.DoubleLock):
                return value & ~1UL;
            case RegisterId.MDSCR_EL1:
                return value & ~(Has(without, GeneratorFeatures.OwnSingleStep) ? MDSCR_EL1.SS : 0UL) & ~(Has(without, GeneratorFeatures.CommsChannelTraps) ? MDSCR_EL1.TDCC : 0UL);
            case RegisterId.DBGBCRn_EL1 when Has(without, GeneratorFeatures.OwnBreakpoints):
            case RegisterId.DBGWCRn_EL1 when Has(without, GeneratorFeatures.OwnWatchpoints):
                return value & ~1UL;
            default:
                return value;
        }
    }

    private static bool Has(GeneratorFeatures without, GeneratorFeatures feature) => (without & feature) != 0;
}
