using System.Diagnostics;
using System.Globalization;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Exec;

public sealed class ExecTargetTests
{
    private const string Svc = "exception esr=0x56000000 elr=0x40100008 spsr=0x3c5 x1=0 x2=0 x3=0";

    [PythonTheory]
    [InlineData("")]
    [InlineData("--lock-only")]
    public void The_example_conforms(string options)
    {
        using var target = Child.Start(Child.Example(options));
        Assert.Equal("exec:python-pe", target.Name);
        var report = new CheckRunner(target, new CheckOptions { Scenarios = 700, Seed = 5, Strict = true }).Run();
        Assert.Empty(report.Findings);
        Assert.True(report.Actions > 10_000, $"only {report.Actions} actions were compared");
    }

    [PythonTheory]
    [InlineData("--bug stuck --lock-only", RuleId.OSL_2, "run A EL1h { msr OSLAR_EL1, 0; isb; mrs X, OSLSR_EL1 }")]
    [InlineData("--bug brk", RuleId.OSL_7, "run A EL1h { brk #0 }")]
    [InlineData("--bug el0", RuleId.OSL_6, "run A EL1h { msr MDSCR_EL1, SS }", "run A EL0t { nop }")]
    public void A_bug_is_found_and_shrunk_to_the_shortest_program(string options, RuleId rule, params string[] program)
    {
        using var target = Child.Start(Child.Example(options));
        var report = new CheckRunner(target, new CheckOptions { Scenarios = 200, MaximumFindings = 3 }).Run();
        var finding = report.Findings.First(finding => finding.Rule == rule);
        Assert.Equal(program, finding.Scenario.Actions.Select(static action => ActionText.Of(action)));
    }

    [PythonFact]
    public void Running_ahead_shows_what_single_actions_show()
    {
        using var ahead = Child.Start(Child.Example());
        using var single = Child.Start(Child.Example());
        var generator = new ScenarioGenerator(ahead.Capabilities);
        Observation first = default, second = default;
        for (var i = 0; i < 40; i++)
        {
            var scenario = generator.Generate(SplittableRandom.SeedOf(9, i));
            ahead.Reset(scenario.Configuration);
            ahead.Announce(scenario.Actions);
            single.Reset(scenario.Configuration);
            foreach (var action in scenario.Actions)
            {
                ahead.Execute(action, ref first);
                single.Execute(action, ref second);
                Assert.Equal(ExecAnswer.Of(action, second), ExecAnswer.Of(action, first));
            }
        }
    }

    [Fact]
    public void Requests_are_sent_before_the_answers_are_read()
    {
        // This child answers nothing before it has read everything.
        using var target = Child.Shell($"read a; read b; read c; echo ok; echo {Svc}; echo {Svc}; read d", patience: 5);
        var nop = TraceLine.Parse("run A EL1h { nop }");
        target.Reset(PeConfiguration.Default);
        target.Announce([nop, nop]);
        var observation = default(Observation);
        target.Execute(nop, ref observation);
        target.Execute(nop, ref observation);
        Assert.Equal(1, observation.Count);
    }

    [Fact]
    public void An_action_that_may_be_left_out_is_not_sent_ahead()
    {
        // The second line is an exception return at EL1: it comes when it is asked for, and the child says how many lines there were before.
        using var target = Child.Shell($"read a; echo ok; read b; echo {Svc}; read c; case \"$c\" in *preempt*) echo ok;; *) echo unexpected $c;; esac; read d", patience: 5);
        var first = TraceLine.Parse("run A EL1h { nop }");
        var last = TraceLine.Parse("preempt");
        target.Reset(PeConfiguration.Default);
        target.Announce([first, TraceLine.Parse("run A EL1h { eret }"), last]);
        var observation = default(Observation);
        target.Execute(first, ref observation);
        target.Execute(last, ref observation);
        Assert.Equal(0, observation.Count);
    }

    [Fact]
    public void Declared_errata_of_another_target_are_accepted()
    {
        using var target = ExecTarget.Start(new ExecOptions(["sh", "-c", "echo oslock-exec 1; echo name k; echo pe any; echo errata linux-6.1; echo ready; cat >&2"]));
        Assert.Equal(ErratumCatalogue.DeclaredFor("linux-6.1"), Implementation.TargetCatalogue.ErrataOf(target));
    }

    [Fact]
    public void A_PE_that_cannot_be_chosen_is_the_only_one()
    {
        using var target = ExecTarget.Start(new ExecOptions(["sh", "-c", "echo oslock-exec 1; echo name k; echo pe breakpoints=2 context-aware=1; echo ready; cat >&2"]));
        var only = new PeConfiguration { Breakpoints = 2, ContextAware = 1 };
        Assert.Equal(only, Assert.IsAssignableFrom<IFixedPe>(target).Configuration);
        Assert.Throws<TargetException>(() => target.Reset(PeConfiguration.Default));
    }

    [Theory]
    [InlineData("echo early; sleep 30", TargetFailure.Crash, "the child process wrote 'early' without being asked")]
    [InlineData("read a; sleep 30", TargetFailure.Hang, "the child process has not sent an answer to reset for 2 s and was ended")]
    [InlineData("read a; echo ok; read b; sleep 30", TargetFailure.Hang, "the child process has not sent an answer to 'run A EL1h { nop }' for 2 s and was ended")]
    [InlineData("read a; echo fine; sleep 30", TargetFailure.Crash, "the child process answered 'fine' to reset, expected ok")]
    [InlineData("read a; echo unsupported 16 breakpoints; sleep 30", TargetFailure.Unavailable, "the child process does not support what its hello promises: it answered 'unsupported 16 breakpoints' to reset")]
    [InlineData("read a; echo ok; read b; echo unsupported; sleep 30", TargetFailure.Unavailable, "the child process does not support what its hello promises: it answered 'unsupported' to 'run A EL1h { nop }'")]
    [InlineData("read a; echo ok; read b; printf '\\001garbage\\n'; sleep 30", TargetFailure.Crash, "the child process answered '?garbage' to 'run A EL1h { nop }', expected exception, debug-exit or spin first")]
    [InlineData("read a; echo ok; read b; exit 7", TargetFailure.Crash, "the child process ended with exit code 7")]
    [InlineData("read a; echo ok; read b; echo no memory >&2; echo >&2; exit 7", TargetFailure.Crash, "the child process ended with exit code 7: 'no memory'")]
    [InlineData("read a; echo ok; read b; kill -SEGV $$", TargetFailure.Crash, "the child process was ended by signal 11")]
    [InlineData("read a; exec >&-; exec sleep 30", TargetFailure.Crash, "the child process has closed its standard output and goes on")]
    public void A_child_that_fails_is_one_sentence_and_ends(string script, TargetFailure failure, string message)
    {
        using var target = Child.Shell(script, patience: 2);
        var id = target.ProcessId!.Value;
        if (script.StartsWith("echo early", StringComparison.Ordinal))
            Thread.Sleep(200);
        target.Reset(PeConfiguration.Default);
        var exception = Assert.Throws<TargetException>(() => Run(target));
        Assert.Equal(message, exception.Message);
        Assert.Equal(failure, exception.Failure);
        Assert.Null(target.ProcessId);
        Assert.True(Child.HasEnded(id), "the child is still there");
    }

    [Theory]
    [InlineData("exit 3", "the child process ended with exit code 3")]
    [InlineData("sleep 30", "the child process has not sent 'oslock-exec 1' for 2 s and was ended")]
    [InlineData("echo oslock-exec 1; sleep 30", "the child process has not sent 'ready' for 2 s and was ended")]
    [InlineData("echo hello; sleep 30", "the child process said 'hello' in its hello, expected 'oslock-exec 1'")]
    [InlineData("echo oslock-exec 7; sleep 30", "the child process said 'oslock-exec 7' in its hello, expected version 1 of the protocol")]
    [InlineData("cat /dev/zero", "the child process has not sent 'oslock-exec 1' for 2 s and was ended")]
    public void A_child_without_a_hello_is_unavailable(string script, string message)
    {
        var exception = Assert.Throws<TargetException>(() => ExecTarget.Start(new ExecOptions(["sh", "-c", script]) { HelloPatience = TimeSpan.FromSeconds(2) }));
        Assert.Equal((TargetFailure.Unavailable, message), (exception.Failure, exception.Message));
    }

    [Fact]
    public void A_long_line_is_garbage_and_quoted_in_part()
    {
        using var target = Child.Shell("read a; head -c 100000 /dev/zero | tr '\\0' x; echo; sleep 30");
        target.Reset(PeConfiguration.Default);
        Assert.Equal($"the child process answered '{new string('x', 80)}…' to reset, expected ok", Assert.Throws<TargetException>(() => Run(target)).Message);
    }

    [Fact]
    public void A_program_that_is_not_there_is_unavailable()
    {
        var exception = Assert.Throws<TargetException>(() => Child.Start("no-such-program --x"));
        Assert.Equal((TargetFailure.Unavailable, "'no-such-program' can't be started: No such file or directory"), (exception.Failure, exception.Message));
    }

    [Fact]
    public void After_a_failure_the_next_reset_starts_the_child_anew()
    {
        using var target = Child.Shell($"read a; echo ok; read b; case \"$b\" in *brk*) exit 1;; esac; echo {Svc}; read c");
        target.Reset(PeConfiguration.Default);
        var observation = default(Observation);
        var crash = Assert.Throws<TargetException>(() => target.Execute(TraceLine.Parse("run A EL1h { brk #0 }"), ref observation));
        Assert.Equal(1, crash.ExitCode);
        target.Reset(PeConfiguration.Default);
        Run(target);
        Assert.NotNull(target.ProcessId);
    }

    [Fact]
    public void A_failure_that_nobody_asks_for_any_more_is_no_failure()
    {
        // After the divergence at the first action the second, which was sent with it, ends the child.
        using var target = Child.Shell("read a; echo ok; read b; echo spin x1=0 x2=0 x3=0; read c; exit 9");
        var nop = TraceLine.Parse("run A EL1h { nop }");
        var runner = new LockstepRunner(target, ErratumId.None);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(runner.Run(PeConfiguration.Default, [nop, nop], out var divergence));
            Assert.Equal(0, divergence.Action);
        }
    }

    [Fact]
    public void Everything_that_the_child_started_ends_with_it()
    {
        using var target = Child.Shell("sleep 300 & read a; echo ok; read b; echo unsupported $!; read c");
        target.Reset(PeConfiguration.Default);
        var id = target.ProcessId!.Value;
        var answer = Assert.Throws<TargetException>(() => Run(target)).Message;
        var grandchild = int.Parse(answer.Split('\'')[1].Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.True(Child.HasEnded(id), "the child is still there");
        Assert.True(Child.HasEnded(grandchild), "what the child started is still there");
    }

    [PythonFact]
    public void A_killed_harness_leaves_no_child()
    {
        var oslock = Path.Combine(AppContext.BaseDirectory, "oslock.dll");
        var folder = Directory.CreateTempSubdirectory("oslock");
        using var harness = Process.Start(new ProcessStartInfo("dotnet", [oslock, "check", $"exec:{Child.Example()}", "--tests", "1000000", "--out", folder.FullName]) { RedirectStandardOutput = true })!;
        var child = ChildOf(harness.Id);
        harness.Kill();
        harness.WaitForExit();
        folder.Delete(recursive: true);
        Assert.True(Child.HasEnded(child), "the child is still there");
    }

    private static void Run(ExecTarget target)
    {
        var observation = default(Observation);
        target.Execute(TraceLine.Parse("run A EL1h { nop }"), ref observation);
        Assert.Equal(1, observation.Count);
    }

    private static int ChildOf(int parent)
    {
        for (var i = 0; i < 200; i++)
        {
            Thread.Sleep(50);
            foreach (var task in Directory.GetDirectories($"/proc/{parent}/task"))
            {
                var children = File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (children is [var child, ..])
                    return int.Parse(child, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("the harness started no child");
    }
}
