using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Generation;

/// <summary>Takes features out of a drawn action. The action stays as it was drawn otherwise, so that nothing but the features differs.</summary>
internal static class FeatureFilter
{
    /// <summary>Takes the features out.</summary>
    public static void Apply(ref ScenarioAction action, GeneratorFeatures without)
    {
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
            case ActionKind.SwitchVm:
                if (Has(without, GeneratorFeatures.SecondVm))
                    action.Kind = ActionKind.Preempt;
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
        Has(without, GeneratorFeatures.UserspaceSingleStep) ? flags & ~GuestDebugFlags.SingleStep : flags;

    private static Instruction Filtered(in Instruction drawn, GeneratorFeatures without) => drawn.Opcode switch
    {
        Opcode.DAIFClr when Has(without, GeneratorFeatures.DebugUnmasked) => new Instruction(Opcode.NOP),
        Opcode.MSR => drawn with { Value = Filtered(drawn.Register, drawn.Value, without) },
        _ => drawn,
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
            case RegisterId.DBGBCRn_EL1 when Has(without, GeneratorFeatures.OwnBreakpoints):
            case RegisterId.DBGWCRn_EL1 when Has(without, GeneratorFeatures.OwnWatchpoints):
                return value & ~1UL;
            default:
                return value;
        }
    }

    private static bool Has(GeneratorFeatures without, GeneratorFeatures feature) => (without & feature) != 0;
}
