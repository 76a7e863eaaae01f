using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>What a guest runs with whose lock is emulated: DebugExceptionGate of the model; debug.c of a KVM version, loading a vCPU that
/// userspace does not debug, and then DebugExceptions of the hardware, whose own locks are open. That a step needs MDSCR_EL1.SS as well, and a breakpoint
/// MDSCR_EL1.MDE and registers that are the guest's, is said here and not taken from the hardware's code.</summary>
internal sealed class KvmEntryGate : Gate
{
    private const uint Breakpoint = 0x1E7;

    public override string Name => "kvm-entry";

    public override IReadOnlyList<RuleId> Rules => [RuleId.OSL_6, RuleId.DBG_1, RuleId.SST_5];

    public override string Statement =>
        "with any MDSCR_EL1, locked or unlocked, the guest that KVM enters is open to the same debug exceptions, and with its own breakpoints";

    public override bool Concerns(GateSubject subject) => subject.Version is not null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var mdscr = bench.Input("MDSCR_EL1", 64);
        var locked = bench.Flag("OSLK");
        var atEl0 = bench.Flag("EL0");
        var masked = bench.Flag("PSTATE.D");
        var level = bench.Value32(atEl0, 0, 1);

        var guest = bench.Variable(typeof(GuestState));
        bench.Set(guest, "Mdscr", mdscr);
        bench.Set(guest, "OsLock", locked);
        var block = bench.Variable(GateWorkbench.Model("BlockState"));
        bench.Set(block, "El", level);
        bench.Set(block, "D", masked);
        var gate = GateWorkbench.Model("DebugExceptionGate");
        var steps = bench.Call(gate, "StepEnabled", guest, level, bench.Executor.Number(masked));
        var breaks = bench.Call(gate, "BreakpointsEnabled", guest, block, bench.Constant(false));

        var kernel = new KvmKernel(bench);
        kernel.SetLock(locked);
        kernel.SetMdscr(mdscr);
        kernel.Load();
        var loaded = SymbolicExecutor.NumberOf(bench.Load(bench.Call(kernel.DebugType, "MdscrOf", kernel.Debug, kernel.Vcpu)!));
        var hasRegisters = bench.Executor.IsTrue(bench.Call(kernel.DebugType, "RegistersInUse", kernel.Debug, kernel.Vcpu));
        var physical = bench.New(bench.Hardware("DebugState"));
        bench.Set(physical, "MDSCR_EL1", loaded);
        var generated = bench.Executor.IsTrue(bench.Call(bench.Hardware("DebugExceptions"), "GenerateDebugExceptionsFrom",
            physical, level, bench.Executor.Number(masked), bench.Executor.Number(kernel.RoutesDebugExceptions)));

        return bench.Ask(null, bench.Terms.And(
            bench.Terms.Same(bench.Executor.IsTrue(steps), bench.Terms.And(generated, bench.HasBits(loaded, MDSCR_EL1.SS))),
            bench.Terms.Same(bench.Executor.IsTrue(breaks), bench.Terms.And(generated, bench.HasBits(loaded, MDSCR_EL1.MDE), hasRegisters))));
    }

    /// <summary>A breakpoint in slot B. The vCPU is put and loaded before the block there, since the gate is about what loading it decides.
    /// PSTATE.SS is 1, so that a step that is enabled comes after the breakpoint.</summary>
    public override Scenario Witness(GateValues values) => new(PeConfiguration.Default,
    [
        GateProgram.Setup(Instruction.Msr(RegisterId.DBGBVRn_EL1, GuestLayout.Slot(1)), Instruction.Msr(RegisterId.DBGBCRn_EL1, Breakpoint)),
        GateProgram.Setup(Instruction.Msr(RegisterId.MDSCR_EL1, values["MDSCR_EL1"]), Instruction.Msr(RegisterId.OSLAR_EL1, values["OSLK"])),
        new ScenarioAction { Kind = ActionKind.Preempt },
        GateProgram.Block(1, DebugInputs.ModeOf(values), values.Is("PSTATE.D"), new Instruction(Opcode.NOP)) with { SS = true },
    ]);
}
