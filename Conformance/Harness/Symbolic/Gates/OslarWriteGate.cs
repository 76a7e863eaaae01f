using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>A write of OSLAR_EL1 and the read of OSLSR_EL1 after it: SystemRegisterWrites and SystemRegisterReads of the model,
/// SystemRegisterFile of the hardware, TrapOslar and TrapOslsr of a KVM version.</summary>
internal sealed class OslarWriteGate : Gate
{
    private static readonly SystemRegister Oslar = new(RegisterId.OSLAR_EL1);
    private static readonly SystemRegister Oslsr = new(RegisterId.OSLSR_EL1);

    public override string Name => "oslar-write";

    public override IReadOnlyList<RuleId> Rules => [RuleId.OSL_2, RuleId.OSL_5];

    public override string Statement => "after a write of any value to OSLAR_EL1, locked or unlocked before, OSLSR_EL1 reads the same";

    public override bool Concerns(GateSubject subject) => true;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var locked = bench.Flag("OSLK");
        var value = bench.Executor.Number(bench.Input("value", 64));

        var outcome = bench.New(typeof(Outcome));
        bench.Set(outcome, "Guest.OsLock", locked);
        var configuration = bench.Executor.Import(PeConfiguration.Default);
        var writes = bench.Construct(GateWorkbench.Model("SystemRegisterWrites"), configuration, bench.Constant(ErratumId.None));
        bench.Call(GateWorkbench.Model("SystemRegisterWrites"), "Write", writes, bench.Constant(Oslar), value, outcome);
        bench.Call(typeof(Unsynchronized), nameof(Unsynchronized.Synchronize), bench.Place(outcome, "Block.Unsynchronized"));
        var read = bench.Call(GateWorkbench.Model("SystemRegisterReads"), "ReadOslsr", outcome)!;

        var actual = subject.Version is null ? OfHardware(bench, locked, value) : OfKvm(bench, locked, value);
        return bench.Ask(null, Accepts(bench, (AggregateValue)read, actual));
    }

    private static Term OfHardware(GateWorkbench bench, Term locked, SymbolicValue value)
    {
        var pe = bench.ProcessingElement(PeConfiguration.Default);
        bench.Set(pe, "_context.Written.OSLK", locked);
        var registers = bench.Get(pe, "_registers");
        bench.Call(bench.Hardware("SystemRegisterFile"), "Write", registers, bench.Constant(Oslar), value);
        return SymbolicExecutor.NumberOf(bench.Call(bench.Hardware("SystemRegisterFile"), "Read", registers, bench.Constant(Oslsr)));
    }

    private static Term OfKvm(GateWorkbench bench, Term locked, SymbolicValue value)
    {
        var kernel = new KvmKernel(bench);
        kernel.SetLock(locked);
        bench.Call(kernel.OsLockType, "TrapOslar", kernel.OsLock, kernel.Vcpu, value);
        return SymbolicExecutor.NumberOf(bench.Call(kernel.OsLockType, "TrapOslsr", kernel.OsLock, kernel.Vcpu));
    }

    /// <summary>MaskedValue.Accepts, by its own code.</summary>
    private static Term Accepts(GateWorkbench bench, AggregateValue expected, Term actual)
    {
        var variable = bench.Variable(typeof(MaskedValue));
        bench.Set(variable, nameof(MaskedValue.Value), expected.Members[0]);
        bench.Set(variable, nameof(MaskedValue.Mask), expected.Members[1]);
        return bench.Executor.IsTrue(bench.Call(typeof(MaskedValue), nameof(MaskedValue.Accepts), variable, bench.Executor.Number(actual)));
    }

    public override Scenario Witness(GateValues values) => new(PeConfiguration.Default,
    [
        GateProgram.Setup(Instruction.Msr(RegisterId.OSLAR_EL1, values["OSLK"]), new Instruction(Opcode.ISB), Instruction.Mrs(RegisterId.OSLSR_EL1)),
        GateProgram.Setup(Instruction.Msr(RegisterId.OSLAR_EL1, values["value"]), new Instruction(Opcode.ISB), Instruction.Mrs(RegisterId.OSLSR_EL1)),
    ]);
}
