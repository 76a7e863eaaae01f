using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.RealKernels;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using Xunit;

namespace OsLockConformance.Tests.Robustness;

/// <summary>A kernel that panics or hangs in the middle of a campaign.</summary>
public sealed class MachineCampaignTests
{
    private static readonly MachineJob Job = new() { Profile = "hardware", Scenarios = 600, MaximumFindings = 40 };

    [Fact]
    public void A_machine_that_lives_is_booted_once()
    {
        var machine = new MortalMachine();
        var report = Run(machine);
        Assert.True(report.Conforms);
        Assert.Equal((600L, 1), (report.Scenarios, machine.Boots));
    }

    [Fact]
    public void A_panic_is_a_finding_and_the_campaign_goes_on_behind_it()
    {
        var machine = new MortalMachine { DiesOver = static action => IsBrk(action, slot: 2) ? TargetFailure.Crash : null, Corrupts = static action => IsBrk(action, slot: 0) };
        var kept = new KeptFindings();

        var report = Run(machine, kept);

        Assert.Null(report.Failure);
        Assert.Equal(600, report.Scenarios);
        Assert.Empty(report.Disturbances);
        Assert.Equal([DivergenceKind.Syndrome, DivergenceKind.Crash], report.Findings.Select(static finding => finding.Signature.Kind).Order());
        var panic = report.Findings.Single(static finding => finding.Signature == new Signature(RuleId.RUN_1, DivergenceKind.Crash, 0));
        Assert.Contains("Kernel panic - not syncing: test", panic.Failure, StringComparison.Ordinal);
        Assert.Contains(panic.Scenario.Actions, static action => IsBrk(action, slot: 2));
        Assert.True(panic.Scenario.Actions.Length <= 3, "the program can be shorter");
        // Each is reported once, however often the machine was booted.
        Assert.Equal(["seen", "seen", "shrunk", "shrunk"], kept.Calls.Order());
    }

    [Fact]
    public void A_hang_is_a_finding()
    {
        var report = Run(new MortalMachine { DiesOver = static action => IsBrk(action, slot: 2) ? TargetFailure.Hang : null });

        var hang = Assert.Single(report.Findings);
        Assert.Equal(DivergenceKind.Hang, hang.Signature.Kind);
        Assert.Equal("the machine has said nothing for 45 s", hang.Failure);
    }

    [Fact]
    public void Behind_a_panic_the_campaign_goes_on_with_the_next_scenario()
    {
        var machine = new MortalMachine { DiesOver = static action => IsBrk(action, slot: 2) ? TargetFailure.Crash : null };
        Run(machine);

        // The whole, the batch that ended it one by one, the rest.
        var (batch, rest) = (machine.Jobs[1], machine.Jobs[2]);
        Assert.True(batch.OneByOne);
        Assert.InRange(batch.Scenarios, 1, 64);
        Assert.False(rest.OneByOne);
        Assert.InRange(rest.First, batch.First + 1, batch.First + 64);
        Assert.Equal(600, rest.First + rest.Scenarios);
    }

    [Fact]
    public void A_machine_that_somebody_killed_is_a_note()
    {
        var machine = new MortalMachine { KilledAt = static (boot, execution) => boot == 1 && execution == 5000 };

        var report = Run(machine);

        Assert.True(report.Conforms);
        Assert.Null(report.Failure);
        Assert.Equal(600, report.Scenarios);
        Assert.Equal(1, Assert.Single(report.Disturbances).Count);
        Assert.Equal(3, machine.Boots);
    }

    [Fact]
    public void A_panic_that_does_not_come_again_is_flaky()
    {
        var report = Run(new MortalMachine { KilledAt = static (boot, execution) => boot <= 2 && execution == 300 });

        Assert.Empty(report.Findings);
        Assert.Equal(DivergenceKind.Crash, Assert.Single(report.Flaky).Signature.Kind);
        Assert.Equal(600, report.Scenarios);
    }

    [Fact]
    public void A_machine_that_dies_while_it_shrinks_keeps_what_it_has_seen()
    {
        var kept = new KeptFindings();
        // BRK in slot A is wrong; what shrinking tries in its place is fatal.
        var report = Run(new MortalMachine
        {
            DiesOver = static action => action is { Slot: 2, Length: 1, Mode: EntryMode.EL0t, I0: { Opcode: Opcode.BRK, Value: 0 } } ? TargetFailure.Crash : null,
            Corrupts = static action => action is { Slot: 2, Length: 1, Mode: EntryMode.EL0t, I0: { Opcode: Opcode.BRK, Value: > 0 } },
        }, kept);

        Assert.Null(report.Failure);
        Assert.Equal(600, report.Scenarios);
        var finding = report.Findings.Single(static finding => finding.Signature.Kind == DivergenceKind.Syndrome);
        Assert.True(finding.Scenario.Actions[^1].I0.Value > 0);
    }

    [Fact]
    public void A_machine_that_does_not_come_up_again_ends_the_campaign_and_what_was_found_is_kept()
    {
        var machine = new MortalMachine
        {
            DiesOver = static action => IsBrk(action, slot: 2) ? TargetFailure.Crash : null,
            Corrupts = static action => action.Length == 1 && action.I0.Opcode == Opcode.SVC,
            IsDeadAt = static boot => boot > 1,
        };

        var report = Run(machine);

        Assert.StartsWith("the machine ended before the harness began", report.Failure, StringComparison.Ordinal);
        Assert.Equal(DivergenceKind.Syndrome, Assert.Single(report.Findings).Signature.Kind);
    }

    [Fact]
    public void A_machine_that_does_not_come_up_at_all_is_one_line()
    {
        var report = Run(new MortalMachine { IsDeadAt = static _ => true });
        Assert.Equal("the machine ended before the harness began; its kernel said: Kernel panic - not syncing: test", report.Failure);
        Assert.Equal(0, report.Scenarios);
    }

    [Fact]
    public void A_job_and_the_known_signatures_read_back_as_they_were_written()
    {
        IReadOnlyList<Signature> signatures = [new(RuleId.RUN_1, DivergenceKind.Hang, 0), new(RuleId.OSL_8, DivergenceKind.Value, 0x120)];
        var job = new MachineJob { First = 640, OneByOne = true, Known = SignatureSyntax.Write(signatures) };
        var read = MachineJob.Parse(job.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(job, read);
        Assert.Equal(signatures, SignatureSyntax.Parse(read.Known));
    }

    private static CheckReport Run(MortalMachine machine, IFindingSink? sink = null) => new MachineCampaign("kvm", Job, machine.Boot, sink).Run();

    private static bool IsBrk(in ScenarioAction action, int slot) => action is { Length: 1, I0.Opcode: Opcode.BRK, Mode: EntryMode.EL0t } && action.Slot == slot;
}
