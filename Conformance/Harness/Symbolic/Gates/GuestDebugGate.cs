using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>KVM_SET_GUEST_DEBUG: UserspaceInterface of the model, GuestDebugIoctl of a KVM version.</summary>
internal sealed class GuestDebugGate : Gate
{
    /// <summary>What is above the flags of the vocabulary, of which the fifth stands for all that the interface does not know: no control word of 32 bits is
    /// an input.</summary>
    private const byte UnknownBits = 0xE0;

    public override string Name => "guest-debug";

    public override IReadOnlyList<RuleId> Rules => [RuleId.VMM_5, RuleId.VMM_9];

    public override string Statement => "any flags that a trace can give KVM_SET_GUEST_DEBUG are accepted or refused alike and leave the same flags";

    public override bool Concerns(GateSubject subject) => subject.Version is not null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var before = bench.Input("guest_debug", 8);
        var control = bench.Input("control", 8);

        var outcome = bench.New(typeof(Outcome));
        bench.Set(outcome, "Guest.GuestDebug", before);
        var action = bench.Variable(typeof(ScenarioAction));
        bench.Set(action, "Control", control);
        bench.Call(GateWorkbench.Model("UserspaceInterface"), nameof(ActionKind.SetGuestDebug), action, outcome);

        var kernel = new KvmKernel(bench);
        bench.Set(kernel.Vcpu, "GuestDebug", before);
        var ioctl = bench.New(bench.Kvm("GuestDebugIoctl"));
        bench.Set(ioctl, "debug", kernel.Debug);
        bench.Set(ioctl, "firstVcpu", kernel.Vcpu);
        bench.Set(ioctl, "fault", bench.Constant(subject.Fault));
        var registers = bench.Variable(typeof(UserspaceDebugRegisters));
        var errno = bench.Call(bench.Kvm("GuestDebugIoctl"), "Set", ioctl, kernel.Vcpu, bench.Executor.Number(control), registers);

        var possible = bench.Terms.And(
            bench.Terms.Not(bench.HasBits(control, UnknownBits)),
            bench.Terms.Not(bench.HasBits(before, UnknownBits | (byte)GuestDebugFlags.Unknown)),
            bench.Terms.Or(bench.IsValue(before, 0), bench.HasBits(before, (byte)GuestDebugFlags.Enable)));
        return bench.Ask(possible, bench.Terms.And(
            bench.Terms.Equal(bench.Number(outcome, "Errno"), SymbolicExecutor.NumberOf(errno)),
            bench.Terms.Equal(bench.Number(outcome, "Guest.GuestDebug"), bench.Number(kernel.Vcpu, "GuestDebug"))));
    }

    public override Scenario Witness(GateValues values) => new(PeConfiguration.Default,
    [
        GateProgram.GuestDebug((GuestDebugFlags)values["guest_debug"]),
        GateProgram.GuestDebug((GuestDebugFlags)values["control"]),
        GateProgram.Setup(new Instruction(Opcode.BRK, Value: 1)),
    ]);
}
