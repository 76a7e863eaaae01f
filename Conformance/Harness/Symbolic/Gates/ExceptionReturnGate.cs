using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>AArch64.ExceptionReturn with DebugExceptionReturnSS: ExceptionReturn of the model, ProcessingElement.ExceptionReturn of the hardware.</summary>
internal sealed class ExceptionReturnGate : Gate
{
    public override string Name => "exception-return";

    public override IReadOnlyList<RuleId> Rules => [RuleId.SST_4, RuleId.SST_5];

    public override string Statement => "an ERET at EL1 with any SPSR_EL1 and ELR_EL1 leads to the same PC and the same PSTATE: M, D, IL and SS";

    public override bool Concerns(GateSubject subject) => subject.Version is null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var inputs = new DebugInputs(bench);
        var spsr = bench.Input("SPSR_EL1", 32);
        var elr = bench.Input("ELR_EL1", 64);
        var stackPointer = bench.Flag("PSTATE.SP");

        var outcome = bench.New(typeof(Outcome));
        inputs.GiveToModel(outcome, "Guest.");
        bench.Set(outcome, "Block.El", bench.Constant(1));
        bench.Set(outcome, "Block.Sp", stackPointer);
        bench.Set(outcome, "Block.D", inputs.Masked);
        bench.Set(outcome, "Block.Spsr", spsr);
        bench.Set(outcome, "Block.Elr", elr);
        bench.Call(GateWorkbench.Model("ExceptionReturn"), "Execute", outcome, bench.Constant(ErratumId.None));

        var pe = bench.ProcessingElement(DebugInputs.Configuration);
        inputs.GiveToHardware(pe, "_context.Written.");
        bench.Set(pe, "PSTATE", bench.Join(
            bench.Terms.Constant(32, 4), bench.BitsIf(stackPointer, 32, 1), bench.BitsIf(inputs.Masked, 32, SPSR_EL1.D)));
        bench.Set(pe, "SPSR_EL1", spsr);
        bench.Set(pe, "ELR_EL1", elr);
        bench.Call(bench.Hardware("ProcessingElement"), "ExceptionReturn", pe);

        return bench.Ask(bench.Terms.Not(inputs.AtEl0), Agreement(bench, outcome, bench.Number(pe, "PSTATE"), bench.Number(pe, "PC")), Replayable(bench, inputs, spsr, elr, stackPointer));
    }

    private static Term Agreement(GateWorkbench bench, SymbolicValue outcome, Term pstate, Term pc)
    {
        var atEl0 = bench.IsValue(bench.Number(outcome, "Block.El"), 0);
        return bench.Terms.And(
            bench.Terms.Same(atEl0, bench.IsValue(bench.Terms.Extract(pstate, 2, 2), 0)),
            bench.Terms.Same(bench.IsSet(outcome, "Block.Sp"), bench.HasBits(pstate, 1)),
            bench.Terms.Same(bench.IsSet(outcome, "Block.D"), bench.HasBits(pstate, SPSR_EL1.D)),
            bench.Terms.Same(bench.IsSet(outcome, "Block.IL"), bench.HasBits(pstate, SPSR_EL1.IL)),
            bench.Terms.Same(bench.IsSet(outcome, "Block.SS"), bench.HasBits(pstate, SPSR_EL1.SS)),
            bench.Terms.Equal(bench.Number(outcome, "Block.Pc"), pc));
    }

    /// <summary>The block returns to slot B with PSTATE.IL, since the SVC there would clear PSTATE.SS and an Illegal Execution state exception shows
    /// it; and there is no AArch32. Where the block itself is stepped, it can't write SPSR_EL1 and ELR_EL1
    /// before its ERET, which then returns with those that have entered it.</summary>
    private static Term Replayable(GateWorkbench bench, DebugInputs inputs, Term spsr, Term elr, Term stackPointer)
    {
        var terms = bench.Terms;
        var isStepped = terms.And(
            terms.Not(inputs.Masked), inputs.IsUnlocked, bench.HasBits(inputs.Mdscr, MDSCR_EL1.KDE), bench.HasBits(inputs.Mdscr, MDSCR_EL1.SS));
        var entry = terms.IfThenElse(stackPointer, terms.Constant(32, EnteredStepped(EntryMode.EL1h).EntrySpsr), terms.Constant(32, EnteredStepped(EntryMode.EL1t).EntrySpsr));
        return terms.And(
            bench.IsValue(terms.Extract(spsr, 4, 1), 0),
            terms.IfThenElse(
                isStepped,
                terms.And(bench.IsValue(elr, GuestLayout.Slot(0)), terms.Equal(spsr, entry)),
                terms.And(bench.IsValue(elr, GuestLayout.Slot(1)), bench.HasBits(spsr, SPSR_EL1.IL))));
    }

    public override Scenario Witness(GateValues values)
    {
        var mode = values.Is("PSTATE.SP") ? EntryMode.EL1h : EntryMode.EL1t;
        // The monitor's own ERET is one too: the block of two shows whether that has kept SPSR_EL1.SS.
        ScenarioAction[] blocks = values["ELR_EL1"] == GuestLayout.Slot(0)
            ? [EnteredStepped(mode), EnteredStepped(mode, Opcode.NOP, Opcode.NOP)]
            : [GateProgram.Block(0, mode, values.Is("PSTATE.D"),
                Instruction.Msr(RegisterId.SPSR_EL1, values["SPSR_EL1"]),
                Instruction.Msr(RegisterId.ELR_EL1, values["ELR_EL1"]),
                new Instruction(Opcode.ERET))];
        return new Scenario(DebugInputs.Configuration, [.. DebugInputs.Writes(values), .. blocks]);
    }

    private static ScenarioAction EnteredStepped(EntryMode mode, params ReadOnlySpan<Opcode> opcodes)
    {
        Instruction[] block = opcodes.IsEmpty ? [new Instruction(Opcode.ERET)] : [.. opcodes.ToArray().Select(static opcode => new Instruction(opcode))];
        return GateProgram.Block(0, mode, masked: false, block) with { SS = true };
    }
}
