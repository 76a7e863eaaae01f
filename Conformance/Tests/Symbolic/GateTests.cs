using System.Diagnostics;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Symbolic.Terms;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Tests.Properties;
using Xunit;
using Xunit.Abstractions;

namespace OsLockConformance.Tests.Symbolic;

public sealed class GateTests(ITestOutputHelper output)
{
    private static readonly string[] Conforming = ["hardware", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14"];

    private static readonly GateProver Prover = new(TimeSpan.FromMinutes(15));

    public static TheoryData<string, string> ConformingGates()
    {
        var data = new TheoryData<string, string>();
        foreach (var subject in Conforming)
        {
            foreach (var gate in GateCatalogue.Of(GateSubject.Find(subject)!))
                data.Add(subject, gate.Name);
        }

        return data;
    }

    /// <summary>Each gate of a target that does not conform, and each fault that is in a gate.</summary>
    public static TheoryData<string, string> BrokenGates => new()
    {
        { "linux-5.17", "oslar-write" },
        { "linux-5.17", "oslsr-userspace" },
        { "linux-5.17", "kvm-entry" },
        { "oslock-v1", "oslar-write" },
        { "oslock-v1", "oslsr-userspace" },
        { "oslock-v1", "kvm-entry" },
        { "oslock-v2", "brk-routing" },
        { "fault:oslar-any-bit-locks", "oslar-write" },
        { "fault:oslk-in-wrong-bit", "oslar-write" },
        { "fault:oslar-never-unlocks", "oslar-write" },
        { "fault:oslsr-user-unchecked", "oslsr-userspace" },
        { "fault:oslsr-user-mask-inverted", "oslsr-userspace" },
        { "fault:reset-clears-oslm", "oslsr-userspace" },
        { "fault:mde-not-cleared-by-lock", "kvm-entry" },
        { "fault:step-not-blocked-by-lock", "kvm-entry" },
        { "fault:mde-does-not-make-dirty", "kvm-entry" },
        { "fault:owner-ignores-lock", "kvm-entry" },
        { "fault:owner-ignores-mde", "kvm-entry" },
        { "fault:external-mdscr-keeps-mde", "kvm-entry" },
        { "fault:external-mdscr-keeps-ss", "kvm-entry" },
        { "fault:lock-routes-debug-exceptions", "brk-routing" },
        { "fault:tde-only-for-hardware-debug", "brk-routing" },
        { "fault:unknown-control-accepted", "guest-debug" },
        { "fault:disable-keeps-guest-debug", "guest-debug" },
    };

    [Z3Theory]
    [MemberData(nameof(ConformingGates))]
    public void The_gate_agrees_with_the_model_for_all_register_values(string target, string gate)
    {
        var proof = Prover.Prove(GateOf(gate), GateSubject.Find(target)!);
        output.WriteLine($"{proof.Time.TotalSeconds:F2} s, {proof.Instructions} instructions, {proof.Bits} bits");
        Assert.Equal(GateVerdict.Proved, proof.Verdict);
    }

    [Z3Theory]
    [MemberData(nameof(BrokenGates))]
    public void A_broken_gate_has_a_counterexample_that_replays_as_a_trace(string target, string gate)
    {
        var subject = GateSubject.Find(target)!;
        var proof = Prover.Prove(GateOf(gate), subject);
        Assert.Equal(GateVerdict.Refuted, proof.Verdict);

        var trace = TraceFormat.Write(GateReplay.Of(proof.Gate, subject, proof.Counterexample!).Scenario);
        var scenario = TraceParser.ParseText(trace, "counterexample").Scenario;
        Assert.False(
            new LockstepRunner(subject.CreateTarget(), subject.Accepted).Run(scenario.Configuration, scenario.Actions, out _),
            $"{target} conforms in{Environment.NewLine}{trace}");
        // What the trace shows is the fault, not a deviation of the version that it is planted in.
        if (PlantedFaults.All.FirstOrDefault(fault => fault.TargetName == target) is { } planted)
            Assert.True(ScenarioArbitrary.RunnerFor(planted.BaseProfile.Name).Run(scenario.Configuration, scenario.Actions, out _), trace);
    }

    [Z3Fact]
    public void All_other_gates_of_broken_targets_are_proved()
    {
        var broken = BrokenGates.Select(static row => ((string)row[0], (string)row[1])).ToHashSet();
        var subjects = broken.Select(static row => row.Item1).Concat(PlantedFaults.All.Select(static fault => fault.TargetName)).Distinct();
        foreach (var subject in subjects.Select(static name => GateSubject.Find(name)!))
        {
            var refuted = GateCatalogue.Of(subject).Where(gate => Prover.Prove(gate, subject).Verdict != GateVerdict.Proved).Select(static gate => gate.Name);
            Assert.Equal(broken.Where(row => row.Item1 == subject.Name).Select(static row => row.Item2).Order(), refuted.Order());
        }
    }

    [Fact]
    public void Every_gate_has_a_name_of_its_own_and_a_target()
    {
        Assert.Equal(GateCatalogue.All.Count, GateCatalogue.All.Select(static gate => gate.Name).Distinct().Count());
        Assert.All(GateCatalogue.All, static gate => Assert.Contains(GateSubject.Names, name => gate.Concerns(GateSubject.Find(name)!)));
    }

    [Z3Fact]
    public void A_part_that_is_refuted_counts_more_than_one_that_is_undecided()
    {
        var gate = new ArithmeticGate();
        var parts = TermFactory.Conjuncts(gate.State(GateSubject.Find("hardware")!).Agreement);
        Assert.Equal([TermOperator.Not, TermOperator.Equal], parts.Select(static part => part.Operator));
        var proof = new GateProver(TimeSpan.FromMilliseconds(500)).Prove(gate, GateSubject.Find("hardware")!);
        Assert.Equal(GateVerdict.RefutedBeyondTraces, proof.Verdict);
        Assert.NotEqual(5UL, proof.Counterexample!["number"]);
    }

    [Z3Fact]
    public void A_proof_that_is_ended_is_not_undecided()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => Prover.Prove(new ArithmeticGate(), GateSubject.Find("hardware")!, source.Token));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    private static Gate GateOf(string name) => GateCatalogue.All.Single(gate => gate.Name == name);
}
