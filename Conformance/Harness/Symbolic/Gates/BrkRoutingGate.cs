using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Reference;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Symbolic.Gates;

/// <summary>Where a Breakpoint Instruction exception goes: DebugExceptions of the model; MDCR_EL2.TDE as debug.c of a KVM version sets it.</summary>
internal sealed class BrkRoutingGate : Gate
{
    private const GuestDebugFlags Known = GuestDebugFlags.Enable | GuestDebugFlags.SingleStep | GuestDebugFlags.UseSwBp | GuestDebugFlags.UseHw;

    public override string Name => "brk-routing";

    public override IReadOnlyList<RuleId> Rules => [RuleId.OSL_7, RuleId.VMM_1, RuleId.VMM_4];

    public override string Statement => "a BRK goes to userspace if and only if that debugs the guest, with any flags, locked or unlocked; to the guest otherwise";

    public override bool Concerns(GateSubject subject) => subject.Version is not null;

    public override GateProblem State(GateSubject subject)
    {
        var bench = new GateWorkbench(subject);
        var flags = bench.Input("guest_debug", 8);
        var locked = bench.Flag("OSLK");
        var mdscr = bench.Input("MDSCR_EL1", 64);

        var outcome = bench.New(typeof(Outcome));
        bench.Set(outcome, "Guest.GuestDebug", flags);
        bench.Set(outcome, "Guest.OsLock", locked);
        bench.Set(outcome, "Guest.Mdscr", mdscr);
        bench.Call(GateWorkbench.Model("DebugExceptions"), "Brk", outcome, bench.Constant(ErratumId.None), bench.Constant(0U));
        var exits = bench.IsValue(bench.Number(outcome, "Events.0.Kind"), (ulong)ObservedEventKind.DebugExit);

        var kernel = new KvmKernel(bench);
        kernel.SetLock(locked);
        kernel.SetMdscr(mdscr);
        bench.Set(kernel.Vcpu, "GuestDebug", flags);
        kernel.Load();

        // Without ENABLE there are no flags: KVM_SET_GUEST_DEBUG sees to that on both sides.
        var possible = bench.Terms.And(
            bench.Terms.Not(bench.HasBits(flags, (byte)~Known)),
            bench.Terms.Or(bench.IsValue(flags, 0), bench.HasBits(flags, (byte)GuestDebugFlags.Enable)));
        return bench.Ask(possible, bench.Terms.Same(exits, kernel.RoutesDebugExceptions));
    }

    public override Scenario Witness(GateValues values) => new(PeConfiguration.Default,
    [
        GateProgram.Setup(
            Instruction.Msr(Model.Registers.RegisterId.MDSCR_EL1, values["MDSCR_EL1"]),
            Instruction.Msr(Model.Registers.RegisterId.OSLAR_EL1, values["OSLK"])),
        GateProgram.GuestDebug((GuestDebugFlags)values["guest_debug"]),
        GateProgram.Setup(new Instruction(Opcode.BRK, Value: 1)),
    ]);
}
