using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Shrinking;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>A target that breaks down does not end a check, and the scenario that breaks it is a finding.</summary>
public sealed class FailingTargetTests
{
    private const int Scenarios = 3000;

    private static readonly Signature Crash = new(RuleId.RUN_1, DivergenceKind.Crash, 139);
    private static readonly Signature Hang = new(RuleId.RUN_1, DivergenceKind.Hang, 0);

    public static TheoryData<bool> InBatches => [false, true];

    [Theory]
    [MemberData(nameof(InBatches))]
    public void A_crash_and_a_hang_are_findings_beside_the_others_and_the_check_goes_on(bool inBatches)
    {
        var target = new BreakableTarget
        {
            FailsOver = static action => StartsWith(action, Opcode.BRK, slot: 2) ? TargetFailure.Crash : StartsWith(action, Opcode.BRK, slot: 1) ? TargetFailure.Hang : null,
            Corrupts = static (action, _) => StartsWith(action, Opcode.BRK, slot: 0),
        };

        var report = Check(target, inBatches, new CheckOptions { Scenarios = Scenarios, MaximumFailures = 10_000 });

        Assert.Null(report.Failure);
        Assert.Equal(Scenarios, report.Scenarios);
        Assert.Empty(report.Flaky);
        Assert.Empty(report.Disturbances);
        Assert.Equal([DivergenceKind.Syndrome, DivergenceKind.Crash, DivergenceKind.Hang], report.Findings.Select(static finding => finding.Signature.Kind).Order());
        var crash = report.Findings.Single(static finding => finding.Signature == Crash);
        Assert.Equal([TraceLine.Parse("run C EL1h { brk #0 }")], crash.Scenario.Actions);
        Assert.Equal("it ended with 139", crash.Failure);
        Assert.Equal("crash (exit code 139)", crash.Signature.ToString());
        var hang = report.Findings.Single(static finding => finding.Signature == Hang);
        Assert.True(hang.Scenario.Actions is [{ Slot: 1 }], "the program can be shorter");
        Assert.Equal("it says nothing", hang.Failure);
    }

    [Fact]
    public void A_scenario_that_breaks_the_target_is_found_in_a_batch_with_few_starts()
    {
        var seed = SplittableRandom.SeedOf(1, 700);
        var fatal = new ScenarioGenerator(TargetCapabilities.Guest, PeConfiguration.Default).Generate(seed).Actions.First(static action => Has(action, Opcode.MSR));
        var target = new BreakableTarget { FailsOver = action => action == fatal ? TargetFailure.Crash : null };
        var restarts = 0;
        var kept = new KeptFindings { WhenSeen = () => restarts = target.Restarts };

        var report = Check(target, inBatches: true, new CheckOptions { Scenarios = 1024 }, kept);

        Assert.Equal(seed, Assert.Single(report.Findings).ScenarioSeed);
        // After the batch, its section and the scenario itself, and once more to confirm it.
        Assert.Equal(4, restarts);
    }

    [Theory]
    [MemberData(nameof(InBatches))]
    public void Shrinking_a_failure_has_a_small_budget_of_starts(bool inBatches)
    {
        var target = new BreakableTarget { FailsOver = static action => Has(action, Opcode.BRK) && Has(action, Opcode.STR) ? TargetFailure.Hang : null };

        var report = Check(target, inBatches, new CheckOptions { Scenarios = 1024, MaximumFindings = 1 });

        Assert.Equal(Hang, Assert.Single(report.Findings).Signature);
        // Two or three to find it, two to confirm it, eight to shrink it, two to confirm the shortest.
        Assert.InRange(target.Restarts, 5, 16 + report.Scenarios / 32);
    }

    [Fact]
    public void A_target_that_was_killed_in_the_middle_of_a_batch_is_a_note()
    {
        var target = new BreakableTarget();
        var batches = new BreakableBatchTarget(target) { KilledInBatch = 2 };

        var report = new CheckRunner(batches, new CheckOptions { Scenarios = Scenarios }).Run();

        Assert.True(report.Conforms);
        Assert.Null(report.Failure);
        Assert.Equal(Scenarios, report.Scenarios);
        Assert.Equal([new Disturbance("it was killed", 1)], report.Disturbances);
        // All scenarios of the batch were compared when they were run again.
        Assert.Equal(Check(new BreakableTarget(), inBatches: true).Actions, report.Actions);
    }

    [Fact]
    public void A_target_that_was_killed_in_the_middle_of_a_scenario_is_a_note()
    {
        var target = new BreakableTarget { KilledAt = static execution => execution is 500 or 5000 };

        var report = Check(target, inBatches: false);

        Assert.True(report.Conforms);
        Assert.Null(report.Failure);
        Assert.Equal([new Disturbance("it ended with 137", 2)], report.Disturbances);
    }

    [Fact]
    public void A_target_that_fails_again_and_again_without_a_scenario_at_fault_is_unavailable()
    {
        var batches = new BreakableBatchTarget(new BreakableTarget()) { MaximumScenarios = 500 };

        var report = new CheckRunner(batches, new CheckOptions { Scenarios = 100_000 }).Run();

        Assert.Equal("it failed 3 times in a row, and no scenario is to blame: it is full", report.Failure);
        Assert.Equal([new Disturbance("it is full", 3)], report.Disturbances);
        Assert.InRange(report.Scenarios, 2048, 3072);
    }

    [Theory]
    [MemberData(nameof(InBatches))]
    public void What_was_found_is_kept_when_the_target_cannot_be_started_again(bool inBatches)
    {
        var target = new BreakableTarget { FailsOver = static action => StartsWith(action, Opcode.BRK, slot: 2) ? TargetFailure.Crash : null, MaximumStarts = 12 };
        var kept = new KeptFindings();

        var report = Check(target, inBatches, sink: kept);

        Assert.Equal("it can't be started", report.Failure);
        var finding = Assert.Single(report.Findings);
        Assert.Equal(Crash, finding.Signature);
        Assert.Equal(["seen", "shrunk"], kept.Calls);
        Assert.True(report.Scenarios < Scenarios);
    }

    [Fact]
    public void A_target_that_fails_all_the_time_ends_the_check()
    {
        var target = new BreakableTarget { FailsOver = static action => Has(action, Opcode.BRK) ? TargetFailure.Crash : null };

        var report = Check(target, inBatches: false, new CheckOptions { Scenarios = Scenarios, MaximumFailures = 20 });

        Assert.Equal("it failed 20 times, which is enough", report.Failure);
        Assert.Equal(Crash, Assert.Single(report.Findings).Signature);
    }

    [Theory]
    [MemberData(nameof(InBatches))]
    public void An_interrupt_that_ends_the_target_too_is_no_finding(bool inBatches)
    {
        using var interrupt = new CancellationTokenSource();
        var target = new BreakableTarget
        {
            KilledAt = execution =>
            {
                if (execution < 5000)
                    return false;
                interrupt.Cancel();
                return true;
            },
        };

        var report = (inBatches ? new CheckRunner(new BreakableBatchTarget(target), new CheckOptions()) : new CheckRunner(target, new CheckOptions())).Run(interrupt.Token);

        Assert.True(report.Interrupted);
        Assert.True(report.Conforms);
        Assert.Empty(report.Disturbances);
        Assert.Null(report.Failure);
    }

    [Fact]
    public void A_failure_in_lockstep_is_a_divergence_at_its_action()
    {
        var target = new BreakableTarget { FailsOver = static action => StartsWith(action, Opcode.BRK, slot: 2) ? TargetFailure.Crash : null };
        var runner = new LockstepRunner(target, default);
        ScenarioAction[] actions = [TraceLine.Parse("run A EL1h { nop }"), TraceLine.Parse("run C EL1h { brk #1 }"), TraceLine.Parse("run A EL1h { nop }")];

        Assert.False(runner.Run(PeConfiguration.Default, actions, out var divergence));

        Assert.Equal(new Divergence(1, Crash), divergence);
        var shrunk = Shrinker.Shrink(runner, new Scenario(PeConfiguration.Default, actions));
        Assert.Equal([TraceLine.Parse("run C EL1h { brk #0 }")], shrunk.Scenario.Actions);
    }

    private static CheckReport Check(BreakableTarget target, bool inBatches, CheckOptions? options = null, IFindingSink? sink = null) =>
        new CheckRunner(inBatches ? new BreakableBatchTarget(target) : target, options ?? new CheckOptions { Scenarios = Scenarios }, sink).Run();

    private static bool StartsWith(in ScenarioAction action, Opcode opcode, int slot) => action.Slot == slot && action.Length == 1 && action.I0.Opcode == opcode;

    private static bool Has(in ScenarioAction action, Opcode opcode)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).Opcode == opcode)
                return true;
        }
        return false;
    }
}
