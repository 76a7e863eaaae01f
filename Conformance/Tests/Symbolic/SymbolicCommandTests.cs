using System.Diagnostics;
using OsLockConformance.Cli;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Robustness;
using Xunit;

namespace OsLockConformance.Tests.Symbolic;

public sealed class SymbolicCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock-gates").FullName;

    [Z3Fact]
    public void Proved_gates_are_exit_code_0_and_write_no_trace()
    {
        var (exitCode, text, error) = CommandLineRun.Of("prove-gates", "linux-6.14", "--out", _folder);
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.StartsWith("linux-6.14: 5 of 5 gates proved for all register values;", text, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder));
    }

    [Z3Fact]
    public void A_refuted_gate_is_exit_code_1_and_its_trace_replays()
    {
        var (exitCode, text, _) = CommandLineRun.Of("prove-gates", "fault:oslar-any-bit-locks", "--gate", "oslar-write", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("refuted", text, StringComparison.Ordinal);
        var file = Assert.Single(Directory.GetFiles(_folder));
        Assert.Contains(file, text, StringComparison.Ordinal);
        Assert.Equal(TraceVerdict.Diverges, Assert.Single(TraceParser.ParseFile(file).Expectations).Verdict);
        Assert.Equal(ExitCode.Diverges, CommandLineRun.Of("replay", file).ExitCode);
    }

    [Z3Fact]
    public void A_report_for_programs_has_the_counterexample()
    {
        var (exitCode, text, _) = CommandLineRun.Of("prove-gates", "oslock-v2", "--gate", "brk-routing", "--format", "json", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        using var report = System.Text.Json.JsonDocument.Parse(text);
        var gate = report.RootElement.GetProperty("targets")[0].GetProperty("gates")[0];
        Assert.Equal("refuted", gate.GetProperty("verdict").GetString());
        Assert.Equal("0x1", gate.GetProperty("counterexample").GetProperty("OSLK").GetString());
        Assert.True(gate.GetProperty("diverges").GetBoolean());
    }

    [Theory]
    [InlineData("prove-gates", "linux-6.15")]
    [InlineData("prove-gates", "qemu")]
    [InlineData("prove-gates", "hardware", "--gate", "oslar")]
    [InlineData("prove-gates", "hardware", "--time", "soon")]
    [InlineData("prove-gates", "hardware", "--format", "html")]
    public void Bad_input_is_one_line_and_exit_code_2(params string[] arguments)
    {
        var (exitCode, text, error) = CommandLineRun.Of(arguments);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Equal("", text);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("hardware", "kvm-entry", "hardware has debug-exceptions, exception-return, before-instruction, watchpoint-bytes, watchpoints, mdscr-write, oslar-write;")]
    [InlineData("linux-6.14", "mdscr-write", "linux-6.14 has oslar-write, oslsr-userspace, kvm-entry, brk-routing, guest-debug;")]
    public void A_gate_that_the_target_has_not_is_one_line_with_those_that_it_has(string target, string gate, string those)
    {
        var (exitCode, text, error) = CommandLineRun.Of("prove-gates", target, "--gate", gate, "--format", "json");
        Assert.Equal((ExitCode.Usage, ""), (exitCode, text));
        Assert.Contains(those, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Z3Fact]
    public void A_target_without_the_gate_is_left_out_if_another_one_has_it()
    {
        var (exitCode, text, error) = CommandLineRun.Of("prove-gates", "hardware", "linux-6.14", "--gate", "kvm-entry", "--out", _folder);
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.Equal("oslock: hardware is left out: it has no gate kvm-entry", error.TrimEnd());
        Assert.StartsWith("linux-6.14: 1 of 1 gates proved", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Diverges, GateVerdict.Refuted, GateVerdict.Undecided)]
    [InlineData(ExitCode.Diverges, GateVerdict.Undecided, GateVerdict.RefutedBeyondTraces)]
    [InlineData(ExitCode.TargetFailed, GateVerdict.Proved, GateVerdict.Undecided)]
    [InlineData(ExitCode.Conforms, GateVerdict.Proved, GateVerdict.Proved)]
    public void What_is_refuted_is_a_finding_whatever_else_is_undecided(int exitCode, params GateVerdict[] verdicts)
    {
        var subject = GateSubject.Find("hardware")!;
        ProvedSubject[] proved = [.. verdicts.Select(verdict => new ProvedSubject(subject, [new ProvedGate(new GateProof(GateCatalogue.All[0], verdict, default, 1, 1, null), null, null)], 0))];
        Assert.Equal(exitCode, ProvedSubject.ExitCodeOf(proved));
        Assert.Equal(exitCode, new ProvedSubject(subject, [.. proved.SelectMany(static one => one.Gates)], 0).ExitCode);
        // What is left out is not proved.
        Assert.Equal(Math.Max(exitCode, exitCode == ExitCode.Diverges ? 0 : ExitCode.TargetFailed), ProvedSubject.ExitCodeOf([.. proved, new ProvedSubject(subject, [], 1)]));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused_before_anything_is_proved()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var (exitCode, text, error) = CommandLineRun.Of("prove-gates", "fault:oslar-any-bit-locks", "--gate", "oslar-write", "--out", file);
        Assert.Equal((Z3Solver.Missing is null ? ExitCode.Usage : ExitCode.TargetFailed, ""), (exitCode, text));
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Z3Fact]
    public void A_folder_that_can_no_longer_be_written_to_takes_the_trace_not_the_finding()
    {
        var path = Path.Combine(_folder, "findings");
        var folder = new CounterexampleFolder(path);
        Assert.False(Path.Exists(path), "the folder is there before there is a trace");
        File.WriteAllText(path, "");
        var subject = GateSubject.Find("fault:oslar-any-bit-locks")!;
        var proof = new GateProver(TimeSpan.FromMinutes(2)).Prove(GateCatalogue.All.Single(static gate => gate.Name == "oslar-write"), subject);
        Assert.Null(folder.Write(proof.Gate, subject, proof.Counterexample!, GateReplay.Of(proof.Gate, subject, proof.Counterexample!)));
        Assert.StartsWith($"traces can't be written to '{path}'", folder.Problem, StringComparison.Ordinal);
    }

    /// <summary>At several times of the processor: Ctrl-C comes to Z3 while that works on a question, and to .NET between two.</summary>
    [Z3Theory]
    [InlineData("TERM", 1.0)]
    [InlineData("INT", 1.0, 1.2, 1.4, 1.6)]
    public void An_interrupted_run_says_so_and_counts_no_gate_as_undecided(string signal, params double[] times)
    {
        var interrupted = 0;
        foreach (var seconds in times)
        {
            using var harness = new HarnessProcess("prove-gates", "linux-6.14", "hardware", "--gate", "watchpoint-bytes", "--format", "json", "--out", _folder);
            using (var process = Process.GetProcessById(harness.Id))
                Assert.True(SpinWait.SpinUntil(() => process.HasExited || process.TotalProcessorTime.TotalSeconds >= seconds, TimeSpan.FromMinutes(1)));
            harness.Send(signal);
            var (exitCode, output) = harness.End();
            // Faster machines are done by then.
            if (exitCode == ExitCode.Conforms)
                continue;
            interrupted++;
            Assert.Equal(ExitCode.TargetFailed, exitCode);
            using var report = System.Text.Json.JsonDocument.Parse(output);
            Assert.True(report.RootElement.GetProperty("interrupted").GetBoolean());
            Assert.Equal(0, Assert.Single(report.RootElement.GetProperty("targets").EnumerateArray()).GetProperty("gates").GetArrayLength());
        }

        Assert.True(interrupted > 0, "no run was interrupted");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
