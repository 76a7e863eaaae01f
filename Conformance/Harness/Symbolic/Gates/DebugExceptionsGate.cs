using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>AArch64.GenerateDebugExceptionsFrom: DebugExceptionGate of the model, DebugExceptions of the hardware.</summary>
internal sealed class DebugExceptionsGate : Gate
{
    public override string Name => "debug-exceptions";

    public override IReadOnlyList<RuleId> Rules => [RuleId.OSL_6, RuleId.DLK_1, RuleId.DBG_1];

    public override string Statement => "debug exceptions are generated from an Exception level, with either mask, on one side if and only if they are on the other";

    public override bool Concerns(GateSubject subject) => subject.Version is null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var inputs = new DebugInputs(bench);

        var guest = bench.Variable(typeof(GuestState));
        inputs.GiveToModel(guest);
        var level = bench.Value32(inputs.AtEl0, 0, 1);
        var masked = bench.Executor.Number(inputs.Masked);
        var expected = bench.Call(GateWorkbench.Model("DebugExceptionGate"), "GenerateStep", guest, level, masked);

        var state = bench.New(bench.Hardware("DebugState"));
        inputs.GiveToHardware(state);
        var actual = bench.Call(bench.Hardware("DebugExceptions"), "GenerateDebugExceptionsFrom",
            state, level, masked, bench.Constant(false));
        return bench.Ask(null, bench.Terms.Same(bench.Executor.IsTrue(expected), bench.Executor.IsTrue(actual)));
    }

    /// <summary>Software step, pending from the beginning, shows whether an exception is generated.</summary>
    public override Scenario Witness(GateValues values)
    {
        var stepping = new GateValues([.. values.Values.Select(static value =>
            value.Key == "MDSCR_EL1" ? KeyValuePair.Create(value.Key, value.Value | MDSCR_EL1.SS) : value)]);
        return new Scenario(DebugInputs.Configuration,
        [
            .. DebugInputs.Writes(stepping),
            GateProgram.Block(1, DebugInputs.ModeOf(values), values.Is("PSTATE.D"), new Instruction(Opcode.NOP)),
        ]);
    }
}
