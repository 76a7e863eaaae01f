using OsLockConformance.Cli;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Tests.Cli;
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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
