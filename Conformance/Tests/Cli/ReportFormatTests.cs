using System.Diagnostics;
using System.Xml.Linq;
using OsLockConformance.Cli;
using OsLockConformance.Tests.Cli.Reports;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Cli;

public sealed class ReportFormatTests : IDisposable
{
    private const string Blocked = "os-lock/good_osl6_breakpoint_blocked_at_el0.oslock";

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void JUnit_has_a_suite_for_each_target_and_counts_its_failures()
    {
        var (exitCode, output) = Check("junit");
        Assert.Equal(ExitCode.Diverges, exitCode);
        var suites = XDocument.Parse(output).Root!.Elements("testsuite").ToDictionary(static suite => suite.Attribute("name")!.Value);
        Assert.Equal(0, (int)suites["hardware"].Attribute("failures")!);
        Assert.Single(suites["hardware"].Elements("testcase"));
        var failures = suites["oslock-v2"].Descendants("failure").ToArray();
        Assert.Equal((int)suites["oslock-v2"].Attribute("failures")!, failures.Length);
        Assert.All(failures, static failure => Assert.Contains("run ", failure.Value, StringComparison.Ordinal));
        Assert.All(failures, static failure => Assert.Matches(@"^\[\[ATTACHMENT\|.*\.oslock\]\]$", failure.Parent!.Element("system-out")!.Value));
    }

    [Fact]
    public void JUnit_and_TAP_tell_a_target_that_failed_from_a_finding()
    {
        var outcomes = CheckOutcomes.OfEveryKind(_folder);
        var suites = XDocument.Parse(CheckOutcomes.Text(outcomes, OutputFormat.JUnit)).Root!.Elements("testsuite").ToArray();
        Assert.Equal(["divergence", "crash", "hang", "flaky"], suites.Descendants("failure").Select(static failure => failure.Attribute("type")!.Value).Distinct());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 1], suites.Select(static suite => (int)suite.Attribute("errors")!));
        var failed = suites[^1].Element("testcase")!.Element("error")!.Attribute("message")!.Value;
        Assert.Equal("it says ']]>' \uFFFD \uFFFD \uFFFD # {\"a\": <b/>} and 'more'", failed);
        Assert.Contains("  message: 'it says '']]>'' \uFFFD \uFFFD \uFFFD # {\"a\": <b/>} and ''more'''\n  kind: target\n", CheckOutcomes.Text(outcomes, OutputFormat.Tap).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_is_a_case_for_each_action()
    {
        var (exitCode, output, _) = CommandLineRun.Of("replay", CorpusFiles.PathOf("os-lock/good_osl6_breakpoint_blocked_at_el0.oslock"), "--target", "linux-5.17", "--format", "junit");
        Assert.Equal(ExitCode.Diverges, exitCode);
        var suite = XDocument.Parse(output).Root!.Element("testsuite")!;
        Assert.Equal((3, 1, 0), ((int)suite.Attribute("tests")!, (int)suite.Attribute("failures")!, (int)suite.Attribute("skipped")!));
        Assert.StartsWith("OSL-6, unexpected Breakpoint from a lower EL (EC 0x30): expected SVC", suite.Elements("testcase").Last().Element("failure")!.Attribute("message")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_reached_is_skipped()
    {
        var path = Path.Combine(_folder, "a.oslock");
        File.WriteAllText(path, "oslock-trace 1\nconfig\nrun A EL1h { brk #0 }\nrun A EL1h { nop }\n");
        var output = CommandLineRun.Of("replay", path, "--target", "oslock-v2", "--format", "tap").Output.ReplaceLineEndings("\n");
        Assert.StartsWith("TAP version 13\n1..2\nnot ok 1 - oslock-v2: 1 run A EL1h { brk \\#0 }\n  ---\n", output, StringComparison.Ordinal);
        Assert.EndsWith("  ...\nok 2 - oslock-v2: 2 run A EL1h { nop } # SKIP not reached\n", output, StringComparison.Ordinal);
        var junit = XDocument.Parse(CommandLineRun.Of("replay", path, "--target", "oslock-v2", "--format", "junit").Output).Root!.Element("testsuite")!;
        Assert.Equal(1, (int)junit.Attribute("skipped")!);
        Assert.Equal("not reached", junit.Elements("testcase").Last().Element("skipped")!.Value);
    }

    [ProveTheory]
    [InlineData(1, "check", "oslock-v2", "--tests", "200")]
    [InlineData(0, "check", "hardware", "--tests", "200")]
    [InlineData(1, "replay", Blocked, "--target", "linux-5.17")]
    [InlineData(0, "replay", Blocked, "--target", "linux-6.14")]
    public void Prove_reads_TAP(int expected, string command, string subject, params string[] options)
    {
        string[] where = command == "check" ? ["--out", _folder] : [];
        Assert.Equal(expected, Prove(CommandLineRun.Of([command, command == "check" ? subject : CorpusFiles.PathOf(subject), .. options, .. where, "--format", "tap"]).Output));
    }

    [ProveTheory]
    [InlineData(OutputFormat.Tap)]
    public void Prove_reads_checks_that_end_in_any_way(OutputFormat format) => Assert.Equal(1, Prove(CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), format)));

    private int Prove(string report)
    {
        var path = Path.Combine(_folder, "check.tap");
        File.WriteAllText(path, report);
        using var prove = Process.Start(new ProcessStartInfo(ProveTheoryAttribute.Prove, ["-e", "cat", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        prove.StandardError.ReadToEndAsync();
        var text = prove.StandardOutput.ReadToEnd();
        prove.WaitForExit();
        Assert.DoesNotContain("Parse errors", text, StringComparison.Ordinal);
        return prove.ExitCode == 0 ? 0 : 1;
    }

    private (int ExitCode, string Output) Check(string format, params string[] targets)
    {
        var (exitCode, output, _) = CommandLineRun.Of(["check", .. targets.Length > 0 ? targets : ["hardware", "oslock-v2"], "--tests", "200", "--format", format, "--out", _folder]);
        return (exitCode, output);
    }
}
