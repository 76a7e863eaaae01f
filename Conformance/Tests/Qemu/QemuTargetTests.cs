using System.Diagnostics;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation.Qemu;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Qemu;

public sealed class QemuTargetTests
{
    private static ErratumId Declared(QemuTarget target) => ErratumCatalogue.SetOf(ErratumCatalogue.DeclaredFor(target.Name));

    /// <summary>What each of <see cref="ErratumId.QemuLockIgnored"/> is found by, and the shortest program for it.</summary>
    private static readonly (string Erratum, ExceptionClass Class, string[] Program)[] LockIgnored =
    [
        ("breakpoint-el1", ExceptionClass.BreakpointSameEl,
            ["run A EL1h { msr MDSCR_EL1, MDE|KDE; msr DBGBVR0_EL1, A+12; msr DBGBCR0_EL1, 0x1e7 }"]),
        ("breakpoint-el0", ExceptionClass.BreakpointLowerEl,
            ["run A EL1h { msr MDSCR_EL1, MDE; msr DBGBVR0_EL1, A; msr DBGBCR0_EL1, 0x1e7 }", "run A EL0t { nop }"]),
        ("watchpoint-el1", ExceptionClass.WatchpointSameEl,
            ["run A EL1h { msr MDSCR_EL1, MDE|KDE }", "run A EL1h { msr DBGWVR0_EL1, a; msr DBGWCR0_EL1, 0x1fff; ldr.8 [a] }"]),
        ("watchpoint-el0", ExceptionClass.WatchpointLowerEl,
            ["run A EL1h { msr MDSCR_EL1, MDE; msr DBGWVR0_EL1, a; msr DBGWCR0_EL1, 0x1fff }", "run A EL0t { ldr.8 [a] }"]),
        ("step-el1", ExceptionClass.SoftwareStepSameEl, ["run A EL1h { msr MDSCR_EL1, KDE|SS }"]),
        ("step-el0", ExceptionClass.SoftwareStepLowerEl, ["run A EL1h { msr MDSCR_EL1, SS }", "run A EL0t { nop }"]),
    ];

    public static TheoryData<string> Errata => [.. ErratumCatalogue.All.Where(static erratum => erratum.Name.StartsWith("qemu-", StringComparison.Ordinal)).Select(static erratum => erratum.Name)];

    [QemuFact]
    public void A_cortex_a57_tells_what_it_has()
    {
        using var target = new QemuTarget();
        Assert.Equal(new PeConfiguration { DoubleLock = true, AArch32 = true }, target.Configuration);
    }

    [QemuTheory]
    [InlineData("cortex-a57", false)]
    [InlineData("max", true)]
    public void Generated_scenarios_conform_with_the_declared_errata(string cpu, bool entersAtEl2)
    {
        using var target = new QemuTarget(new QemuOptions { Cpu = cpu, EntersAtEl2 = entersAtEl2 });
        var report = new CheckRunner(target, new CheckOptions { Scenarios = 1500, Seed = 77 }).Run();
        Assert.Empty(report.Findings);
        Assert.Equal(1500, report.Scenarios);
        Assert.True(report.Actions > 10_000, $"only {report.Actions} actions were compared");
    }

    [QemuTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_strict_check_finds_by_itself_each_debug_exception_that_the_lock_does_not_block(ulong seed)
    {
        using var target = new QemuTarget();
        var report = new CheckRunner(target, new CheckOptions { Scenarios = 4000, Strict = true, Seed = seed }).Run();
        foreach (var (erratum, exceptionClass, program) in LockIgnored)
        {
            var finding = Assert.Single(report.Findings, finding => finding.Erratum?.Name == $"qemu-lock-ignored-{erratum}");
            Assert.Equal(new Signature(RuleId.OSL_6, DivergenceKind.Event, (uint)exceptionClass | ((uint)ObservedEventKind.Exception << 8)), finding.Signature);
            Assert.Equal(program, finding.Scenario.Actions.Select(static action => ActionText.Of(action)));
        }
    }

    [QemuTheory]
    [MemberData(nameof(Errata))]
    public void An_erratum_is_seen_in_its_witness_and_is_all_that_excuses_it(string name)
    {
        using var target = new QemuTarget();
        var erratum = ErratumCatalogue.Find(name)!;
        var trace = TraceParser.ParseFile(CorpusFiles.PathOf($"errata/{name}{TraceFormat.Extension}"));
        Assert.Equal(name, trace.Erratum);
        Assert.Equal(target.Configuration, trace.Scenario.Configuration);
        var others = Declared(target) & ~erratum.Id;
        if (!erratum.Targets.Contains(target.Name))
            return;
        var runner = new LockstepRunner(target, others | erratum.Id);
        Assert.Null(Timeline.Of(trace.Scenario, runner).Divergence);
        Assert.True(runner.ErrataSeen[System.Numerics.BitOperations.TrailingZeroCount((ulong)erratum.Id)] > 0, "the erratum was not relied on");
        Assert.NotNull(Timeline.Of(trace.Scenario, new LockstepRunner(target, others)).Divergence);
    }

    [QemuFact]
    public void With_a_remembered_hit_FAR_is_that_of_a_watchpoint_that_is_excluded()
    {
        // The watchpoint of the word a+4 is for EL0 alone; that of the byte a has been hit before.
        var scenario = TraceParser.ParseText("""
            oslock-trace 1
            config
            run A EL1h { msr MDSCR_EL1, MDE|KDE; msr DBGWVR0_EL1, a+4; msr DBGWVR1_EL1, a }
            run A EL1h { msr DBGWCR0_EL1, 0x1ffd; msr DBGWCR1_EL1, 0x3f; ldr.8 [a] }
            run A EL1h { ldr.8 [a] }
            """, "test").Scenario;
        using var target = new QemuTarget();
        var declared = Declared(target);
        Assert.True(new LockstepRunner(target, declared).Run(target.Configuration, scenario.Actions, out _));
        Assert.False(new LockstepRunner(target, declared & ~ErratumId.QemuWatchpointHitsRemembered).Run(target.Configuration, scenario.Actions, out var divergence));
        Assert.Equal((2, RuleId.DBG_3), (divergence.Action, divergence.Signature.Rule));
    }

    [QemuFact]
    public void A_batch_shows_what_single_actions_show()
    {
        using var target = new QemuTarget();
        var generator = new ScenarioGenerator(target.Capabilities, target.Configuration);
        List<ScenarioAction[]> scenarios = [];
        for (var i = 0; i < 60; i++)
            scenarios.Add([.. generator.Generate(SplittableRandom.SeedOf(3, i)).Actions.Where(static action => !MayLoop(action))]);
        foreach (var actions in scenarios)
        {
            target.QueueReset();
            foreach (var action in actions)
                target.Queue(action);
        }
        target.ExecuteQueue();
        List<string> batched = [];
        var observation = default(Observation);
        foreach (var action in scenarios.SelectMany(static actions => actions))
        {
            target.Take(ref observation);
            batched.Add(ObservationText.Of(action, observation));
        }
        var index = 0;
        foreach (var actions in scenarios)
        {
            target.Reset(target.Configuration);
            foreach (var action in actions)
            {
                target.Execute(action, ref observation);
                Assert.Equal(batched[index++], ObservationText.Of(action, observation));
            }
        }
        Assert.True(index > 500, $"only {index} actions were compared");
    }

    [QemuFact]
    public void Several_instances_find_what_one_finds()
    {
        using var target = new QemuTarget();
        var options = new CheckOptions { Scenarios = 3000, Strict = true };
        var one = new CheckRunner(new SingleInstance(target), options).Run();
        var several = new CheckRunner(target, options).Run();
        Assert.NotEmpty(one.Findings);
        Assert.Equal(one.Findings.Select(static finding => (finding.Signature, finding.Scenario, finding.ScenarioSeed, finding.ShrinkExecutions)),
            several.Findings.Select(static finding => (finding.Signature, finding.Scenario, finding.ScenarioSeed, finding.ShrinkExecutions)));
        Assert.Equal(one.Errata, several.Errata);
        Assert.Equal(one.Actions, several.Actions);
    }

    [QemuFact]
    public void More_blocks_than_there_are_pages_for_are_kept_apart()
    {
        const int blocks = 36_000;
        using var target = new QemuTarget();
        var observation = default(Observation);
        for (var round = 0; round < 2; round++)
        {
            target.QueueReset();
            for (var i = 0; i < blocks; i++)
                target.Queue(Brk(i));
            target.ExecuteQueue();
            for (var i = 0; i < blocks; i++)
            {
                target.Take(ref observation);
                Assert.Equal((uint)i, observation.Events[0].Esr & 0xFFFF);
                Assert.Equal(GuestLayout.Slot(i % GuestLayout.SlotCount), observation.Events[0].Elr);
            }
        }

        static ScenarioAction Brk(int i) => new()
        {
            Kind = ActionKind.Run,
            Slot = (byte)(i % GuestLayout.SlotCount),
            Length = 1,
            I0 = new Instruction(Opcode.BRK, Value: (ulong)i),
        };
    }

    [QemuFact]
    public void A_guest_that_spins_is_ended_and_the_next_reset_starts_anew()
    {
        using var target = new QemuTarget(new QemuOptions { Patience = TimeSpan.FromSeconds(5) });
        target.Reset(target.Configuration);
        var process = target.ProcessId!.Value;
        var observation = default(Observation);
        var exception = Assert.Throws<TargetException>(() => target.Execute(TraceLine.Parse("run A EL1h { eret }"), ref observation));
        Assert.Equal("QEMU has not answered for 5 s and was ended", exception.Message);
        AssertGone(process);
        Assert.Throws<TargetException>(() => target.Execute(TraceLine.Parse("run A EL1h { nop }"), ref observation));
        target.Reset(target.Configuration);
        target.Execute(TraceLine.Parse("run A EL1h { nop }"), ref observation);
        Assert.Equal(GuestLayout.Slot(0) + 8, observation.Events[0].Elr);
    }

    [QemuFact]
    public void A_QEMU_that_is_killed_is_one_clear_failure()
    {
        using var target = new QemuTarget();
        target.Reset(target.Configuration);
        using (var process = Process.GetProcessById(target.ProcessId!.Value))
        {
            process.Kill();
            process.WaitForExit();
        }
        var observation = default(Observation);
        var exception = Assert.Throws<TargetException>(() => target.Execute(TraceLine.Parse("run A EL1h { nop }"), ref observation));
        Assert.StartsWith("QEMU ended", exception.Message, StringComparison.Ordinal);
        Assert.Null(target.ProcessId);
    }

    [QemuFact]
    public void A_target_that_is_disposed_leaves_no_process()
    {
        var target = new QemuTarget();
        var process = target.ProcessId!.Value;
        target.Dispose();
        AssertGone(process);
    }

    [QemuFact]
    public void An_unknown_CPU_is_named()
    {
        var exception = Assert.Throws<TargetException>(static () => new QemuTarget(new QemuOptions { Cpu = "no-such-cpu" }));
        Assert.Contains("no-such-cpu", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_QEMU_that_is_not_there_is_named_with_its_package()
    {
        var exception = Assert.Throws<TargetException>(static () => new QemuTarget(new QemuOptions { Path = "/nonexistent/qemu" }));
        Assert.Contains("/nonexistent/qemu", exception.Message, StringComparison.Ordinal);
        Assert.Contains("qemu-system-arm", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Coarser than the harness's rule on purpose: this test is about batches.</summary>
    private static bool MayLoop(ScenarioAction action)
    {
        for (var i = 0; i < action.Length; i++)
        {
            if (action.InstructionAt(i).Opcode == Opcode.ERET)
                return true;
        }
        return false;
    }

    private static void AssertGone(int process) => Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
}
