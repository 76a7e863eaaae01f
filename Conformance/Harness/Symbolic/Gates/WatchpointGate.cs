using OsLockConformance.Harness.Symbolic.Code;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>The watchpoints: OwnWatchpoint and Watchpoints of the model; CheckWatchpoint, WatchpointUnit and the registers' storage of the
/// hardware. Where the model leaves open whether there is an exception, either agrees.</summary>
/// <param name="bytesOnly">The byte comparison alone: one watchpoint, enabled, unlinked, for all accesses, and debug exceptions are generated.</param>
internal sealed class WatchpointGate(bool bytesOnly) : Gate
{
    private const uint ForAllAccesses = 0x1F;

    public override string Name => bytesOnly ? "watchpoint-bytes" : "watchpoints";

    public override IReadOnlyList<RuleId> Rules => bytesOnly
        ? [RuleId.DBG_3]
        : [RuleId.DBG_1, RuleId.DBG_3, RuleId.DBG_4, RuleId.DBG_5, RuleId.OSL_6, RuleId.DLK_1];

    public override string Statement => bytesOnly
        ? "an access of 1, 2, 4 or 8 bytes at any aligned canonical address meets a watchpoint of any DBGWVR, BAS and MASK on both sides, and FAR is in the allowed range"
        : "the same with two watchpoints and two breakpoints of any value, linked or not, for all that decides whether the exception is generated";

    public override bool Concerns(GateSubject subject) => subject.Version is null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var inputs = new DebugInputs(bench);
        var address = bench.Input("address", 64);
        var size = bench.Input("size", 2);
        var isStore = bench.Flag("store");
        var registers = new DebugRegisterInputs(bench, bytesOnly ? 1 : 2);

        var outcome = bench.New(typeof(Outcome));
        inputs.GiveToModel(outcome, "Guest.");
        registers.GiveToModel(outcome, "Guest.");
        var block = bench.Place(outcome, "Block");
        bench.Set(block, "El", bench.Value32(inputs.AtEl0, 0, 1));
        bench.Set(block, "D", inputs.Masked);
        var question = bench.Variable(GateWorkbench.Model("OwnWatchpoint"));
        bench.Set(question, "configuration", bench.Executor.Import(DebugInputs.Configuration));
        bench.Set(question, "access.Opcode", bench.Terms.IfThenElse(isStore, bench.Terms.Constant(8, (byte)Opcode.STR), bench.Terms.Constant(8, (byte)Opcode.LDR)));
        bench.Set(question, "access.Index", bench.Terms.ZeroExtend(size, 8));
        bench.Set(question, "access.Value", address);
        var expected = SymbolicExecutor.NumberOf(bench.Call(GateWorkbench.Model("OwnWatchpoint"), "Ask", question, bench.Place(outcome, "Guest"), block)!);

        var pe = bench.ProcessingElement(DebugInputs.Configuration);
        inputs.GiveToHardware(pe, "_context.Written.");
        registers.GiveToHardware(pe);
        bench.Set(pe, "PSTATE", PstateOf(bench, inputs));
        var bytes = bench.Terms.Binary(TermOperator.ShiftLeft, bench.Terms.Constant(32, 1), bench.Terms.ZeroExtend(size, 32));
        var result = bench.Call(bench.Hardware("ProcessingElement"), "CheckWatchpoint", pe,
            bench.Executor.Number(address), bench.Executor.Number(bytes), bench.Executor.Number(isStore));
        var taken = bench.Executor.IsTrue(result);

        var far = bench.Number(pe, "FAR_EL1");
        return bench.Ask(
            bench.Terms.And(IsAligned(bench, address, size), IsCanonical(bench, address), bytesOnly ? OneWatchpoint(bench, inputs, registers) : bench.Terms.True),
            bench.Terms.And(
                bench.HasBits(expected, (ulong)Possibility.Yes, when: taken),
                bench.HasBits(expected, (ulong)Possibility.No, when: bench.Terms.Not(taken)),
                bench.Terms.Implies(taken, bench.Terms.And(
                    AtMost(bench, address, far),
                    AtMost(bench, far, bench.Number(question, "HighestWatched"))))),
            bench.Terms.Equal(bench.Terms.Extract(address, 3, 61), bench.Terms.Constant(61, GuestLayout.CellBase >> 3)));
    }

    private static Term PstateOf(GateWorkbench bench, DebugInputs inputs) => bench.Join(
        bench.BitsIf(bench.Terms.Not(inputs.AtEl0), 32, 5), bench.BitsIf(inputs.Masked, 32, SPSR_EL1.D));

    private static Term IsAligned(GateWorkbench bench, Term address, Term size)
    {
        var below = bench.Terms.Binary(TermOperator.Subtract,
            bench.Terms.Binary(TermOperator.ShiftLeft, bench.Terms.Constant(64, 1), bench.Terms.ZeroExtend(size, 64)), bench.Terms.Constant(64, 1));
        return bench.IsValue(bench.Terms.Binary(TermOperator.BitwiseAnd, address, below), 0);
    }

    /// <summary>VA[63:48] are a sign extension: any other address is a Translation fault, which comes first.</summary>
    private static Term IsCanonical(GateWorkbench bench, Term address) =>
        bench.Terms.Equal(bench.Terms.SignExtend(bench.Terms.Extract(address, 0, 49), 64), address);

    private static Term AtMost(GateWorkbench bench, Term low, Term high) => bench.Terms.Not(bench.Terms.Binary(TermOperator.UnsignedLess, high, low));

    /// <summary>E, PAC and LSC are all ones, HMC, SSC and WT are 0; unlocked at EL0 with MDE.</summary>
    private static Term OneWatchpoint(GateWorkbench bench, DebugInputs inputs, DebugRegisterInputs registers)
    {
        var control = registers.Wcr[0];
        return bench.Terms.And(
            inputs.AtEl0,
            inputs.IsUnlocked,
            bench.HasBits(inputs.Mdscr, MDSCR_EL1.MDE),
            bench.IsValue(bench.Terms.Extract(control, 0, 5), ForAllAccesses),
            bench.IsValue(bench.Terms.Extract(control, 13, 3), 0),
            bench.IsValue(bench.Terms.Extract(control, 20, 1), 0));
    }

    public override Scenario Witness(GateValues values) => new(DebugInputs.Configuration,
    [
        .. DebugRegisterInputs.Writes(values),
        .. DebugInputs.Writes(values),
        GateProgram.Block(1, DebugInputs.ModeOf(values), values.Is("PSTATE.D"),
            new Instruction(values.Is("store") ? Opcode.STR : Opcode.LDR, Index: (byte)values["size"], Value: values["address"])) with { SS = true },
    ]);
}
