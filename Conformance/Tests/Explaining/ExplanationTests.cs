using System.Text.Json;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Explaining;

public sealed class ExplanationTests
{
    private const string Locked = "os-lock/good_osl6_breakpoint_blocked_at_el0.oslock";

    private static Explanation Explain(string trace, string target)
    {
        Assert.True(TargetCatalogue.TryCreate(target, out var implementation));
        return Explanation.Of(TraceParser.ParseText(trace).Scenario, implementation, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)));
    }

    private static Explanation ExplainFile(string path, string target) => Explain(File.ReadAllText(CorpusFiles.PathOf(path)), target);

    private static string Sentence(string line) =>
        ActionWords.Of(TraceParser.ParseText($"oslock-trace 1\nconfig breakpoints=6 watchpoints=4 context-aware=2\n{line}\n").Scenario.Actions[0]);

    [Theory]
    [InlineData("run A EL1h D=1 { msr OSLAR_EL1, 1; mrs X, OSLSR_EL1 }", "At EL1 (slot A; PSTATE.D = 1, PSTATE.SS = 0) the guest locks the OS Lock (OSLAR_EL1 = 1), then reads OSLSR_EL1.")]
    [InlineData("run A EL1h D=1 { msr OSLAR_EL1, 2 }", "At EL1 (slot A; PSTATE.D = 1, PSTATE.SS = 0) the guest unlocks the OS Lock (OSLAR_EL1 = 2).")]
    [InlineData("run B EL0t SS=1 { nop; !preempt; brk #5; !migrate }", "At EL0 (slot B; PSTATE.D = 0, PSTATE.SS = 1) the guest executes NOP; then the host schedules the vCPU thread out and in, and the guest executes BRK #5; then userspace moves all registers to a fresh vCPU, and the guest goes on to the SVC that ends the block.")]
    [InlineData("run A EL1h D=1 { !reenter; msr DBGBVR1_EL1, B+4; msr DBGBCR1_EL1, 0x1e5 }", "At EL1 (slot A; PSTATE.D = 1, PSTATE.SS = 0) first userspace leaves KVM_RUN and enters it again, and the guest points breakpoint 1 at B+4, then enables breakpoint 1 (DBGBCR1_EL1 = 0x1e5 BAS=0xf PMC=2).")]
    [InlineData("guest-debug enable,hw bp0=B,0x1e5", "Userspace calls KVM_SET_GUEST_DEBUG with ENABLE|USE_HW, with breakpoint 0 at B (control 0x1e5).")]
    [InlineData("guest-debug off", "Userspace calls KVM_SET_GUEST_DEBUG without ENABLE (control 0), which stops debugging.")]
    [InlineData("set-reg MDSCR_EL1, MDE", "Userspace sets MDSCR_EL1 to MDE with KVM_SET_ONE_REG.")]
    [InlineData("migrate", "Userspace saves all registers and restores them into a fresh vCPU, as a migration does.")]
    public void An_action_is_one_sentence(string line, string sentence) => Assert.Equal(sentence, Sentence(line));

    [Fact]
    public void Every_kind_of_action_and_instruction_has_words_of_its_own()
    {
        Assert.Equal(Enum.GetValues<ActionKind>().Length, Enum.GetValues<ActionKind>().Select(static kind => ActionWords.Of(new ScenarioAction { Kind = kind })).Distinct().Count());
        Assert.Equal(Enum.GetValues<Opcode>().Length, Enum.GetValues<Opcode>()
            .Select(static opcode => ActionWords.Of(new ScenarioAction { Length = 1, I0 = new Instruction(opcode, Value: GuestLayout.CellBase) })).Distinct().Count());
    }

    [Fact]
    public void The_state_before_each_action_says_what_has_changed()
    {
        var actions = ExplainFile(Locked, "linux-5.17").Actions;
        Assert.DoesNotContain(actions[0].State, static field => field.Changed);
        Assert.Equal(["breakpoint 1"], Changed(actions[1]));
        Assert.Equal(["OSLK", "MDSCR_EL1.MDE"], Changed(actions[2]));
        Assert.Contains(new StateField("OSLK", "1", true), actions[2].State);
    }

    [Fact]
    public void What_is_disabled_is_said_once_and_then_left_out()
    {
        var actions = Explain("""
            oslock-trace 1
            config breakpoints=6 watchpoints=4 context-aware=2
            guest-debug enable,hw bp0=B,0x1e5
            guest-debug off
            preempt
            preempt
            """, "linux-6.14").Actions;
        Assert.Contains(actions[1].State, static field => field is { Name: "debug registers", Value: "userspace's", Changed: true });
        Assert.Contains(actions[2].State, static field => field is { Name: "userspace's breakpoint 0", Value: "off", Changed: true });
        Assert.DoesNotContain(actions[3].State, static field => field.Name == "userspace's breakpoint 0");
    }

    [Fact]
    public void Only_what_is_not_allowed_is_marked()
    {
        var explanation = ExplainFile(Locked, "linux-5.17");
        Assert.Equal("OSL-6", explanation.Rule!.Name);
        Assert.Equal(
            [new("event 1", "SVC #0", "breakpoint EL0", true), new("event 1 ELR_EL1", "B+12", "B+4", true)],
            explanation.Comparison.Where(static field => field.Differs));
        Assert.Contains(explanation.Comparison, static field => field.Name == "event 1 SPSR_EL1.D" && !field.Differs);
    }

    [Fact]
    public void A_register_is_taken_apart_into_the_fields_that_differ()
    {
        var fields = Explain("oslock-trace 1\nconfig breakpoints=6 watchpoints=4 context-aware=2\nrun A EL1h D=1 { msr OSLAR_EL1, 1; isb; mrs X, OSLSR_EL1 }\n", "fault:oslk-in-wrong-bit").Comparison;
        Assert.Contains(new ComparedField("X3 = OSLSR_EL1", "0xa", "0x9", true), fields);
        Assert.Equal(["  OSLK", "  OSLM0"], fields.Where(static field => field.Name.StartsWith(' ')).Select(static field => field.Name));
    }

    [Fact]
    public void A_broken_invariant_is_compared_and_diagnosed()
    {
        var explanation = Explain("oslock-trace 1\nconfig breakpoints=6 watchpoints=4 context-aware=2\nrun A EL1h D=1 { msr MDSCR_EL1, 0 }\npreempt\n", "fault:host-mdscr-not-restored");
        Assert.Contains(explanation.Comparison, static field => field.Name == "invariant of the host" && field.Differs);
        Assert.Contains(explanation.Diagnosis.First, static candidate => candidate.Name == "fault:host-mdscr-not-restored");
    }

    [Fact]
    public void The_command_explains_as_text_and_as_JSON()
    {
        var path = CorpusFiles.PathOf(Locked);
        var text = Run("explain", path, "--target", "linux-5.17");
        Assert.Equal(ExitCode.Diverges, text.ExitCode);
        foreach (var part in (string[])["OSL-6: While OSLK is 1", "Source: DDI 0487", "locks the OS Lock", "OSLK=1*", "! event 1", "Diagnosis"])
            Assert.Contains(part, text.Output, StringComparison.Ordinal);

        var json = JsonDocument.Parse(Run("explain", path, "--target", "fault:owner-ignores-lock", "--format", "json").Output).RootElement;
        Assert.Equal("ISO-4", json.GetProperty("rule").GetProperty("id").GetString());
        Assert.Equal("fault:owner-ignores-lock", json.GetProperty("diagnosis")[0].GetProperty("name").GetString());
        Assert.Equal(3, json.GetProperty("actions").GetArrayLength());
    }

    [Fact]
    public void The_witness_of_an_erratum_is_explained_by_it()
    {
        var (exitCode, output) = Run("explain", CorpusFiles.PathOf("errata/kvm-init-unlocked.oslock"));
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("Explained by the deviation kvm-init-unlocked.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deviation_of_other_targets_is_not_said_to_be_the_cause()
    {
        var (_, output) = Run("explain", CorpusFiles.PathOf("selftest/good_os_lock_blocks_breakpoint.oslock"), "--target", "linux-5.17");
        Assert.Contains("Behaves like the deviation qemu-lock-ignored-breakpoint-el1 of other targets.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Explained by", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_on_a_target_that_conforms_is_explained_without_a_diagnosis()
    {
        var (exitCode, output) = Run("explain", CorpusFiles.PathOf(Locked), "--target", "linux-6.14");
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.StartsWith("linux-6.14 conforms", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Diagnosis", output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Changed(ExplainedAction action) => action.State.Where(static field => field.Changed).Select(static field => field.Name);

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (CommandLine.Run(arguments, new Terminal(output, error, IsRich: false)), output.ToString());
    }
}
