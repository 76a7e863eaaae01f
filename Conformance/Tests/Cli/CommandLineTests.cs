using System.Text.Json;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Tests.Exec;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Help_shows_every_command_and_examples()
    {
        var (exitCode, output, _) = Run("--help");
        Assert.Equal(ExitCode.Conforms, exitCode);
        foreach (var word in (string[])["check", "matrix", "replay", "shrink", "explain", "export", "targets", "rules", "errata", "faults", "invariants", "new", "corpus", "kernels", "reference", "schema", "Examples:", "Exit codes:"])
            Assert.Contains(word, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oslock: 'chek' is not known here; did you mean check?", "chek")]
    [InlineData("oslock: expected a command, one of check, coverage, matrix, prove, replay, shrink, explain, export, evaluate, targets, rules, errata, faults, invariants, new, corpus, prove-gates, kernels, reference, schema; 'oslock --help' shows how it is used")]
    [InlineData("oslock: --out expects a folder that can be written to, got '/proc'", "check", "hardware", "--out", "/proc")]
    [InlineData("oslock: name a target, or say --all; 'oslock targets' lists them", "check")]
    [InlineData("oslock: name targets or say --all, not both", "check", "hardware", "--all")]
    [InlineData("oslock: there is no target 'linux-6.15'; did you mean linux-6.14 or linux-6.1 or linux-5.17?", "check", "linux-6.15")]
    [InlineData("oslock: '--tetss' is not known here; did you mean --tests?", "check", "hardware", "--tetss", "5")]
    [InlineData("oslock: --tests expects a number of tests, 1 or more, got '0'", "check", "hardware", "--tests", "0")]
    [InlineData("oslock: --tests expects a number of tests, 1 or more, got '-1'", "check", "hardware", "--tests", "-1")]
    [InlineData("oslock: --time expects a time such as 500ms, 30s or 2m, got '0s'", "check", "hardware", "--time", "0s")]
    [InlineData("oslock: --time expects a time such as 500ms, 30s or 2m, got '-3s'", "check", "hardware", "--time", "-3s")]
    [InlineData("oslock: --time expects a time such as 500ms, 30s or 2m, got '30'", "check", "hardware", "--time", "30")]
    [InlineData("oslock: --time expects a time such as 500ms, 30s or 2m, got 'NaNs'", "check", "hardware", "--time", "NaNs")]
    [InlineData("oslock: --tests and --time exclude each other", "check", "hardware", "--time", "1s", "--tests", "1")]
    [InlineData("oslock: --seed expects a number of at most 64 bits, got 'x'", "check", "hardware", "--seed", "x")]
    [InlineData("oslock: --format expects text, json, junit, tap or sarif, got 'xml'", "check", "hardware", "--format", "xml")]
    [InlineData("oslock: --format expects text, json, junit, tap or sarif, got 'xml'", "replay", "a.oslock", "--format", "xml")]
    [InlineData("oslock: there is no rule 'OSL-66'; did you mean OSL-6?", "rules", "OSL-66")]
    [InlineData("oslock: --accept expects a declared deviation, got 'kvm-osdl'; did you mean kvm-osdlr?", "check", "linux-6.1", "--accept", "kvm-osdl")]
    [InlineData("oslock: --accept expects a deviation that is declared for the target, got 'kvm-osdlr'; 'oslock errata' lists them", "check", "hardware", "--accept", "kvm-osdlr")]
    [InlineData("oslock: --kernel and --init belong to the target kvm: 'oslock check kvm --kernel IMAGE'", "check", "linux-6.1", "--kernel", "6.1")]
    [InlineData("oslock: --accept expects a deviation that is declared for the target, got 'qemu-mdccint'; 'oslock errata' lists them", "check", "kvm", "--kernel", "6.1", "--accept", "qemu-mdccint")]
    [InlineData("oslock: there is no kernel '6.2' to fetch; expected one of 5.10, 6.1, 6.12, 7.2, 7.3", "kernels", "fetch", "6.2")]
    [InlineData("oslock: the command 'pe \"x' has a double quote that is not closed", "check", "exec:pe \"x")]
    [InlineData("oslock: exec: expects a command, as in 'oslock check \"exec:python3 pe.py\"'", "check", "exec:")]
    [InlineData("oslock: exec: expects a command, as in 'oslock check \"exec:python3 pe.py\"'", "check", "exec:''")]
    [InlineData("oslock: --patience belongs to targets exec:COMMAND", "check", "hardware", "--patience", "3s")]
    [InlineData("oslock: --patience expects a time such as 500ms, 30s or 2m, got '3'", "check", "exec:pe", "--patience", "3")]
    [InlineData("none.oslock:1:1: expected a file, got a name that does not exist", "replay", "none.oslock")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string line, params string[] arguments)
    {
        var (exitCode, output, error) = Run(arguments);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal("", output);
        Assert.Equal(line, error.TrimEnd());
    }

    [Fact]
    public void A_trace_that_a_target_cannot_do_is_refused_with_its_line()
    {
        var path = CorpusFiles.PathOf("userspace/good_vmm2_one_instruction_a_run.oslock");
        var (exitCode, _, error) = Run("replay", path, "--target", "hardware");
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal($"{path}:6:1: expected an action that hardware can do, got 'guest-debug enable,single-step'", error.TrimEnd());
    }

    [Fact]
    public void Targets_rules_errata_and_faults_are_listed()
    {
        Assert.Contains("linux-6.14", Run("targets").Output, StringComparison.Ordinal);
        Assert.Single(Run("targets").Output.Split('\n'), static line => line.StartsWith("exec:COMMAND", StringComparison.Ordinal));
        Assert.Contains("OSL-6", Run("rules").Output, StringComparison.Ordinal);
        Assert.StartsWith("OSL-6: While OSLK is 1", Run("rules", "osl-6").Output, StringComparison.Ordinal);
        Assert.Contains("kvm-init-unlocked", Run("errata").Output, StringComparison.Ordinal);
        Assert.Contains("fault:mde-not-cleared-by-lock", Run("faults").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_is_not_there_is_one_line_and_exit_code_3()
    {
        var (exitCode, output, error) = Run("check", "kvm", "--kernel", $"{_folder}/Image", "--out", _folder);
        Assert.Equal(ExitCode.TargetFailed, exitCode);
        Assert.Equal($"kvm failed: there is no kernel image {_folder}/Image; give a file, or one of the versions that 'oslock kernels list' shows", output.TrimEnd());
        Assert.Equal("", error);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_trace_is_not_shrunk_on_a_real_kernel()
    {
        var (exitCode, _, error) = Run("shrink", CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"), "--target", "kvm");
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal("oslock: kvm is a real kernel, which only 'oslock check kvm' and 'oslock replay --target kvm' run; here give the simulated kernel of its version with --target", error.TrimEnd());
    }

    [NotArm64Fact]
    public void Replaying_on_a_real_kernel_needs_one()
    {
        var (exitCode, output, error) = Run("replay", CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"), "--target", "kvm");
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.StartsWith("oslock: this machine has no KVM for arm64: give a kernel", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_is_refused_where_no_kernel_is_meant()
    {
        var (exitCode, _, error) = Run("replay", CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"), "--kernel", "6.1");
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal("oslock: --kernel and --init belong to the target kvm: 'oslock replay FILE --target kvm --kernel IMAGE'", error.TrimEnd());
    }

    [Theory]
    [InlineData("hardware", "--twin", "nowhere", "--twin expects a simulated target, got 'nowhere'; 'oslock targets' lists them")]
    [InlineData("hardware", "--length", "61", "--length expects a number of actions, 1 to 60, got '61'")]
    [InlineData("hardware", "--length", "x", "--length expects a number of actions, 1 to 60, got 'x'")]
    public void A_wrong_value_is_one_line(string target, string option, string value, string expected)
    {
        var (exitCode, output, error) = Run("check", target, option, value, "--out", _folder);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal("oslock: " + expected, error.TrimEnd());
    }

    [NotArm64Fact]
    public void Without_a_kernel_a_machine_of_another_architecture_has_no_kvm()
    {
        var (exitCode, output, error) = Run("check", "kvm", "--out", _folder);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.StartsWith("oslock: this machine has no KVM for arm64: give a kernel", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_process_that_cannot_be_started_is_one_line_and_exit_code_3()
    {
        var (exitCode, output, error) = Run("check", "exec:no-such-program", "--out", _folder);
        Assert.Equal((ExitCode.TargetFailed, ""), (exitCode, error));
        Assert.Equal("exec:no-such-program failed: 'no-such-program' can't be started: No such file or directory", output.TrimEnd());
        (exitCode, output, error) = Run("replay", CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"), "--target", "exec:no-such-program");
        Assert.Equal((ExitCode.TargetFailed, ""), (exitCode, output));
        Assert.Equal("oslock: 'no-such-program' can't be started: No such file or directory", error.TrimEnd());
    }

    [PythonFact]
    public void What_a_child_process_does_wrong_replays_and_shrinks_with_its_command()
    {
        var target = $"exec:{Child.Example("--bug brk")}";
        var (exitCode, output, _) = Run("check", target, "--tests", "100", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.StartsWith("exec:python-pe-brk diverges, ", output, StringComparison.Ordinal);
        Assert.Contains($" --target {CommandWords.Quote(target)}", output, StringComparison.Ordinal);
        var trace = Directory.GetFiles(_folder, "exec-python-pe-brk-OSL-7-747e86be.oslock").Single();
        (exitCode, output, _) = Run("replay", trace, "--target", target);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("exec:python-pe-brk diverges at action 1: OSL-7, missing BRK (EC 0x3C)", output, StringComparison.Ordinal);
        (exitCode, output, _) = Run("shrink", trace, "--target", target);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("run A EL1h { brk #0 }", output, StringComparison.Ordinal);
        (exitCode, _, var error) = Run("replay", trace);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal("oslock: the trace is of the child process exec:python-pe-brk, which is not its command: give that, as in --target 'exec:COMMAND'", error.TrimEnd());
    }

    [PythonFact]
    public void A_trace_with_what_a_child_process_does_not_have_is_refused()
    {
        var path = CorpusFiles.PathOf("os-lock/good_clm1_claim_tags.oslock");
        var (exitCode, _, error) = Run("replay", path, "--target", $"exec:{Child.Example("--lock-only")}");
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal($"{path}:5:1: expected an action that exec:python-pe can do, got 'run A EL1h D=1 {{ msr DBGCLAIMSET_EL1, 0xa5; isb; mrs X, DBGCLAIMCLR_EL1 }}'", error.TrimEnd());
    }

    [Fact]
    public void The_hardware_conforms_and_writes_nothing()
    {
        var (exitCode, output, error) = Run("check", "hardware", "--tests", "500", "--out", _folder);
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.StartsWith("hardware conforms: 500 scenarios, ", output, StringComparison.Ordinal);
        Assert.Equal("", error);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_a_check_finds_is_a_trace_that_replays_and_does_not_shrink_further()
    {
        var (exitCode, output, _) = Run("check", "linux-5.17", "--tests", "300", "--format", "json", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        var report = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("targets").EnumerateArray());
        Assert.Equal("linux-5.17", report.GetProperty("target").GetString());
        Assert.Equal("diverges", report.GetProperty("verdict").GetString());
        Assert.Equal(1UL, report.GetProperty("seed").GetUInt64());
        Assert.True(report.GetProperty("scenarios").GetInt64() > 0);
        Assert.True(report.GetProperty("actions").GetInt64() > 0);
        Assert.True(report.GetProperty("errata").GetArrayLength() > 0);

        var finding = report.GetProperty("findings")[0];
        var path = finding.GetProperty("trace").GetString()!;
        var trace = TraceParser.ParseFile(path);
        Assert.Equal(TraceParser.ParseText(finding.GetProperty("scenario").GetString()!).Scenario, trace.Scenario);
        Assert.Equal(finding.GetProperty("actions").GetInt32(), trace.Scenario.Actions.Length);
        Assert.DoesNotContain(Directory.GetFiles(_folder), static name => name.Contains("unshrunk", StringComparison.Ordinal));

        var replay = Run("replay", path, "--format", "json");
        Assert.Equal(ExitCode.Diverges, replay.ExitCode);
        var timeline = JsonDocument.Parse(replay.Output).RootElement;
        Assert.Equal(finding.GetProperty("rule").GetString(), timeline.GetProperty("rule").GetString());
        Assert.False(timeline.GetProperty("actions")[trace.Scenario.Actions.Length - 1].GetProperty("agrees").GetBoolean());

        var shrink = Run("shrink", path, "--target", "linux-5.17");
        Assert.Equal(ExitCode.Diverges, shrink.ExitCode);
        Assert.Equal(trace.Scenario, TraceParser.ParseText(shrink.Output).Scenario);
    }

    [Fact]
    public void Traces_that_cannot_be_written_are_one_line_and_exit_code_3_and_the_findings_are_still_shown()
    {
        Assert.Equal(ExitCode.Diverges, Run("check", "oslock-v2", "--tests", "200", "--out", _folder).ExitCode);
        var full = Path.Combine(_folder, "full");
        // A folder where the trace shall be is what a full disk is: the file can't be written.
        var refused = Directory.GetFiles(_folder)[0];
        Directory.CreateDirectory(Path.Combine(full, Path.GetFileName(refused)));

        var (exitCode, output, error) = Run("check", "oslock-v2", "--tests", "200", "--out", full);

        Assert.Equal(ExitCode.TargetFailed, exitCode);
        Assert.StartsWith($"oslock: traces can't be written to '{full}': ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith($"oslock-v2 diverges, {Directory.GetFiles(_folder).Length} findings: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(refused), output, StringComparison.Ordinal);
        Assert.Equal(Directory.GetFiles(_folder).Length - 1, Directory.GetFiles(full).Length);
    }

    [Fact]
    public void A_strict_check_names_the_declared_deviation_and_its_trace_replays_strictly()
    {
        var (exitCode, output, _) = Run("check", "linux-6.14", "--strict", "--tests", "300", "--format", "json", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        var finding = JsonDocument.Parse(output).RootElement.GetProperty("targets")[0].GetProperty("findings").EnumerateArray()
            .First(static found => found.GetProperty("erratum").GetString() == "kvm-init-unlocked");
        var path = finding.GetProperty("trace").GetString()!;
        Assert.Equal("kvm-init-unlocked", TraceParser.ParseFile(path).Erratum);
        Assert.Equal(ExitCode.Diverges, Run("replay", path, "--target", "linux-6.14", "--strict").ExitCode);
        Assert.Equal(ExitCode.Conforms, Run("replay", path, "--target", "linux-6.14").ExitCode);
    }

    [Fact]
    public void The_line_that_a_strict_check_prints_replays_the_same_finding()
    {
        var output = Run("check", "linux-5.18", "--strict", "--tests", "4000", "--out", _folder).Output;
        var lines = output.Split('\n');
        var replayed = 0;
        var accepting = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("    oslock replay ", StringComparison.Ordinal))
                continue;
            var signature = lines[..i].Last(static line => line.Contains("(declared: ", StringComparison.Ordinal)).Trim().Split(" (declared")[0];
            var replay = Run(lines[i].Trim().Split(' ')[1..]);
            Assert.Equal(ExitCode.Diverges, replay.ExitCode);
            Assert.Contains($": {string.Join(", ", signature.Split(' ', 2))}\n", replay.Output, StringComparison.Ordinal);
            replayed++;
            accepting += lines[i].Contains("--accept", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(replayed >= 8, $"{replayed} findings");
        Assert.True(accepting > 0, "no finding needs an accepted deviation");
    }

    [Fact]
    public void A_single_deviation_can_be_accepted()
    {
        var witness = CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock");
        Assert.Equal(ExitCode.Diverges, Run("replay", witness, "--target", "linux-6.14", "--strict").ExitCode);
        Assert.Equal(ExitCode.Diverges, Run("replay", witness, "--target", "linux-6.14", "--accept", "kvm-claim-tags").ExitCode);
        Assert.Equal(ExitCode.Conforms, Run("replay", witness, "--target", "linux-6.14", "--accept", "kvm-claim-tags,KVM-DBGPRCR").ExitCode);
        Assert.DoesNotContain("kvm-dbgprcr)", Run("check", "linux-6.14", "--accept", "kvm-dbgprcr", "--tests", "500", "--out", _folder).Output, StringComparison.Ordinal);
        Assert.Contains("declared: kvm-claim-tags)", Run("check", "linux-6.14", "--accept", "kvm-dbgprcr", "--tests", "500", "--out", _folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_of_a_planted_fault_replays_with_the_deviations_of_its_profile()
    {
        Run("check", "fault:oslar-any-bit-locks", "--tests", "2000", "--out", _folder);
        var path = Directory.GetFiles(_folder, "fault-oslar-any-bit-locks-SST-1-*").Order(StringComparer.Ordinal).First();
        Assert.Contains("diverges at action 2: SST-1", Run("replay", path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_wrong_usage()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var (exitCode, _, error) = Run("check", "hardware", "--out", file);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal($"oslock: --out expects a folder that can be written to, got '{file}'", error.TrimEnd());
    }

    [Fact]
    public void Output_that_cannot_be_written_is_one_line()
    {
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(["rules"], new Terminal(new FullDisk(), error, IsRich: false));
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal("oslock: standard output cannot be written to: the disk is full", error.ToString().TrimEnd());
    }

    private sealed class FullDisk : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("the disk is full");
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLineRun.Of(arguments);
}
