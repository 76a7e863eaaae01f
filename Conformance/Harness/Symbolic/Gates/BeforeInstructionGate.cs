using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What is taken before an instruction runs: StepEnabled, DebugExceptionGate and OwnBreakpoint of the model; CheckBeforeInstruction, BreakpointUnit and
/// the registers' storage of the hardware. Where the model leaves open whether there is a breakpoint, either agrees.</summary>
internal sealed class BeforeInstructionGate : Gate
{
    private const int Pairs = 2;

    public override string Name => "before-instruction";

    public override IReadOnlyList<RuleId> Rules =>
        [RuleId.SST_1, RuleId.DBG_1, RuleId.DBG_2, RuleId.DBG_4, RuleId.DBG_5, RuleId.DBG_7, RuleId.OSL_6, RuleId.DLK_1, RuleId.ILL_1];

    public override string Statement =>
        "with two breakpoints of any value, linked or not, any PC and PSTATE, the same exception is taken before an instruction: step, breakpoint, illegal state, none";

    public override bool Concerns(GateSubject subject) => subject.Version is null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var inputs = new DebugInputs(bench);
        var pc = bench.Input("PC", 64);
        var stepState = bench.Flag("PSTATE.SS");
        var illegal = bench.Flag("PSTATE.IL");
        var registers = new DebugRegisterInputs(bench, Pairs);

        var outcome = bench.New(typeof(Outcome));
        inputs.GiveToModel(outcome, "Guest.");
        registers.GiveToModel(outcome, "Guest.");
        var block = bench.Place(outcome, "Block");
        bench.Set(block, "El", bench.Value32(inputs.AtEl0, 0, 1));
        bench.Set(block, "D", inputs.Masked);
        bench.Set(block, "SS", stepState);
        bench.Set(block, "Pc", pc);
        var guest = bench.Place(outcome, "Guest");
        var enabled = bench.Call(GateWorkbench.Model("StepEnabled"), "Ask", bench.Variable(GateWorkbench.Model("StepEnabled")), guest, block)!;
        var step = SymbolicExecutor.NumberOf(bench.Call(typeof(DebugExceptionGate), "ActivePending", enabled, block)!);
        var stepped = SymbolicExecutor.NumberOf(bench.Call(typeof(DebugExceptionGate), "ActiveNotPending", enabled, block)!);
        var asked = bench.Variable(GateWorkbench.Model("OwnBreakpoint"));
        bench.Set(asked, "configuration", bench.Executor.Import(DebugInputs.Configuration));
        var breakpoint = SymbolicExecutor.NumberOf(bench.Call(GateWorkbench.Model("OwnBreakpoint"), "Ask", asked, guest, block)!);

        var pe = bench.ProcessingElement(DebugInputs.Configuration);
        inputs.GiveToHardware(pe, "_context.Written.");
        registers.GiveToHardware(pe);
        bench.Set(pe, "PC", pc);
        bench.Set(pe, "PSTATE", bench.Join(
            bench.BitsIf(bench.Terms.Not(inputs.AtEl0), 32, 5), bench.BitsIf(inputs.Masked, 32, SPSR_EL1.D),
            bench.BitsIf(stepState, 32, SPSR_EL1.SS), bench.BitsIf(illegal, 32, SPSR_EL1.IL)));
        var activeNotPending = bench.Variable(typeof(bool));
        var taken = bench.Executor.IsTrue(bench.Call(bench.Hardware("ProcessingElement"), "CheckBeforeInstruction", pe, activeNotPending));

        return bench.Ask(null, Agreement(bench, taken, pe, step, breakpoint, illegal, pc, inputs.AtEl0, stepped, bench.Executor.IsTrue(bench.Load(activeNotPending))),
            bench.IsValue(pc, GuestLayout.Slot(1)));
    }

    private static Term Agreement(
        GateWorkbench bench, Term taken, SymbolicValue pe, Term step, Term breakpoint, Term illegal, Term pc, Term atEl0, Term stepped, Term activeNotPending)
    {
        var terms = bench.Terms;
        var ec = terms.Extract(bench.Number(pe, "ESR_EL1"), 26, 6);
        var isStep = terms.And(taken, Is(bench, ec, atEl0, ExceptionClass.SoftwareStepLowerEl, ExceptionClass.SoftwareStepSameEl));
        var isBreakpoint = terms.And(taken, Is(bench, ec, atEl0, ExceptionClass.BreakpointLowerEl, ExceptionClass.BreakpointSameEl));
        var isIllegal = terms.And(taken, bench.IsValue(ec, (ulong)ExceptionClass.IllegalState));
        var noStep = terms.Not(isStep);
        return terms.And(
            terms.Same(isStep, bench.IsValue(step, (ulong)Possibility.Yes)),
            bench.HasBits(breakpoint, (ulong)Possibility.Yes, when: isBreakpoint),
            bench.HasBits(breakpoint, (ulong)Possibility.No, when: terms.And(noStep, terms.Not(isBreakpoint))),
            terms.Same(isIllegal, terms.And(noStep, terms.Not(isBreakpoint), illegal)),
            terms.Same(taken, terms.Or(isStep, isBreakpoint, isIllegal)),
            terms.Implies(taken, terms.Equal(bench.Number(pe, "ELR_EL1"), pc)),
            terms.Implies(noStep, terms.Same(activeNotPending, bench.IsValue(stepped, (ulong)Possibility.Yes))));
    }

    private static Term Is(GateWorkbench bench, Term ec, Term atEl0, ExceptionClass fromLower, ExceptionClass fromSame) =>
        bench.Terms.IfThenElse(atEl0, bench.IsValue(ec, (ulong)fromLower), bench.IsValue(ec, (ulong)fromSame));

    public override Scenario Witness(GateValues values) => new(DebugInputs.Configuration,
    [
        .. DebugRegisterInputs.Writes(values),
        .. DebugInputs.Writes(values),
        GateProgram.Block(1, DebugInputs.ModeOf(values), values.Is("PSTATE.D"), new Instruction(Opcode.NOP)) with
        {
            SS = values.Is("PSTATE.SS"),
            IL = values.Is("PSTATE.IL"),
        },
    ]);
}
