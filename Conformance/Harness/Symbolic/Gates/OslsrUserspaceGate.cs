using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>KVM_SET_ONE_REG of OSLSR_EL1: UserspaceInterface of the model, OneReg and set_oslsr_el1() of a KVM version.</summary>
internal sealed class OslsrUserspaceGate : Gate
{
    private static readonly SystemRegister Oslsr = new(RegisterId.OSLSR_EL1);

    public override string Name => "oslsr-userspace";

    public override IReadOnlyList<RuleId> Rules => [RuleId.VMM_6, RuleId.OSL_5];

    public override string Statement => "userspace's write of any value to OSLSR_EL1 is accepted or refused alike and leaves the same OSLSR_EL1";

    public override bool Concerns(GateSubject subject) => subject.Version is not null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var locked = bench.Flag("OSLK");
        var value = bench.Input("value", 64);

        var userspace = bench.Construct(GateWorkbench.Model("UserspaceInterface"), bench.Executor.Import(PeConfiguration.Default), bench.Constant(ErratumId.None));
        var outcome = bench.New(typeof(Outcome));
        bench.Set(outcome, "Guest.OsLock", locked);
        var action = bench.Variable(typeof(ScenarioAction));
        bench.Set(action, "I0.Register", bench.Constant(RegisterId.OSLSR_EL1));
        bench.Set(action, "I0.Value", value);
        bench.Call(GateWorkbench.Model("UserspaceInterface"), nameof(ActionKind.SetOneReg), userspace, action, outcome);

        var kernel = new KvmKernel(bench);
        kernel.SetLock(locked);
        var oneReg = bench.New(bench.Kvm("OneReg"));
        bench.Set(oneReg, "osLock", kernel.OsLock);
        bench.Set(oneReg, "fault", bench.Constant(subject.Fault));
        var errno = bench.Call(bench.Kvm("OneReg"), "Set", oneReg, kernel.Vcpu, bench.Constant(Oslsr), bench.Executor.Number(value));

        return bench.Ask(null, bench.Terms.And(
            bench.Terms.Equal(bench.Number(outcome, "Errno"), SymbolicExecutor.NumberOf(errno)),
            bench.Terms.Equal(
                bench.Join(bench.Terms.Constant(64, OSLSR_EL1.OSLM1), bench.BitsIf(bench.IsSet(outcome, "Guest.OsLock"), 64, OSLSR_EL1.OSLK)),
                kernel.Oslsr)));
    }

    public override Scenario Witness(GateValues values) => new(PeConfiguration.Default,
    [
        GateProgram.SetOneReg(RegisterId.OSLSR_EL1, OSLSR_EL1.OSLM1 | (values.Is("OSLK") ? OSLSR_EL1.OSLK : 0)),
        GateProgram.SetOneReg(RegisterId.OSLSR_EL1, values["value"]),
        GateProgram.GetOneReg(RegisterId.OSLSR_EL1),
    ]);
}
