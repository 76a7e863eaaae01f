using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What a write of MDSCR_EL1 changes: SystemRegisterWrites and RegisterMasks of the model, SystemRegisterFile of the hardware, on every PE.</summary>
internal sealed class MdscrWriteGate : Gate
{
    private static readonly SystemRegister Mdscr = new(RegisterId.MDSCR_EL1);

    public override string Name => "mdscr-write";

    public override IReadOnlyList<RuleId> Rules => [RuleId.OSL_8];

    public override string Statement =>
        "a write of any value over any value leaves the same implemented fields of MDSCR_EL1, locked and unlocked, with and without each optional field";

    public override bool Concerns(GateSubject subject) => subject.Version is null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var old = bench.Input("MDSCR_EL1", 64);
        var value = bench.Input("value", 64);
        var locked = bench.Flag("OSLK");
        var configuration = bench.New(typeof(PeConfiguration));
        bench.Set(configuration, nameof(PeConfiguration.Trf), bench.Flag("FEAT_TRF"));
        bench.Set(configuration, nameof(PeConfiguration.Sc2), bench.Flag("SC2"));
        bench.Set(configuration, nameof(PeConfiguration.IntDisHigh), bench.Flag("INTdis[1]"));
        bench.Set(configuration, nameof(PeConfiguration.Spmu), bench.Flag("FEAT_SPMU"));

        var writes = bench.Construct(GateWorkbench.Model("SystemRegisterWrites"), configuration, bench.Constant(ErratumId.None));
        var outcome = bench.New(typeof(Outcome));
        bench.Set(outcome, "Guest.Mdscr", old);
        bench.Set(outcome, "Guest.OsLock", locked);
        bench.Call(GateWorkbench.Model("SystemRegisterWrites"), "Write", writes, bench.Constant(Mdscr), bench.Executor.Number(value), outcome);
        var implemented = bench.Number(writes, "_masks.Mdscr");
        var unknown = bench.Number(outcome, "Guest.MdscrUnknown");

        var state = bench.New(bench.Hardware("DebugState"));
        bench.Set(state, "MDSCR_EL1", old);
        bench.Set(state, "OSLK", locked);
        var context = bench.New(bench.Hardware("ContextSynchronization"));
        bench.Set(context, "Written", state);
        bench.Set(context, "Effective", state);
        var registers = bench.Construct(bench.Hardware("SystemRegisterFile"), configuration, context);
        bench.Call(bench.Hardware("SystemRegisterFile"), "Write", registers, bench.Constant(Mdscr), bench.Executor.Number(value));
        var implementedByHardware = bench.Call(bench.Hardware("SystemRegisterFile"), "get_MdscrImplemented", registers);

        var terms = bench.Terms;
        var compared = terms.Binary(TermOperator.BitwiseAnd, implemented, terms.Complement(unknown));
        var difference = terms.Binary(TermOperator.BitwiseXor, bench.Number(outcome, "Guest.Mdscr"), bench.Number(state, "MDSCR_EL1"));
        return bench.Ask(null, terms.And(
            bench.IsValue(terms.Binary(TermOperator.BitwiseAnd, difference, compared), 0),
            terms.Equal(implemented, Code.SymbolicExecutor.NumberOf(implementedByHardware))));
    }

    /// <summary>Both values are written, and what is left is read while locked, when every field is defined.</summary>
    public override Scenario Witness(GateValues values) => new(
        new PeConfiguration
        {
            Trf = values.Is("FEAT_TRF"),
            Sc2 = values.Is("SC2"),
            IntDisHigh = values.Is("INTdis[1]"),
            Spmu = values.Is("FEAT_SPMU"),
        },
        [
            GateProgram.Setup(Instruction.Msr(RegisterId.OSLAR_EL1, 1), new Instruction(Opcode.ISB), Instruction.Msr(RegisterId.MDSCR_EL1, values["MDSCR_EL1"])),
            GateProgram.Setup(Instruction.Msr(RegisterId.OSLAR_EL1, values["OSLK"]), new Instruction(Opcode.ISB), Instruction.Msr(RegisterId.MDSCR_EL1, values["value"])),
            GateProgram.Setup(Instruction.Msr(RegisterId.OSLAR_EL1, 1), new Instruction(Opcode.ISB), Instruction.Mrs(RegisterId.MDSCR_EL1)),
        ]);
}
