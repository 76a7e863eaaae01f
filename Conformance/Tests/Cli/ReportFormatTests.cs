using System.Diagnostics;
using System.Xml.Linq;
using OsLockConformance.Cli;
using Xunit;

namespace OsLockConformance.Tests.Cli;

public sealed class ReportFormatTests : IDisposable
{
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
    }

    [ProveTheory]
    [InlineData("oslock-v2", 1)]
    [InlineData("hardware", 0)]
    public void Prove_reads_TAP(string target, int expected)
    {
        var path = Path.Combine(_folder, "check.tap");
        File.WriteAllText(path, Check("tap", target).Output);
        using var prove = Process.Start(new ProcessStartInfo(ProveTheoryAttribute.Prove, ["-e", "cat", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        prove.StandardError.ReadToEndAsync();
        var text = prove.StandardOutput.ReadToEnd();
        prove.WaitForExit();
        Assert.DoesNotContain("Parse errors", text, StringComparison.Ordinal);
        Assert.Equal(expected, prove.ExitCode == 0 ? 0 : 1);
    }

    private (int ExitCode, string Output) Check(string format, params string[] targets)
    {
        using var output = new StringWriter();
        string[] arguments = ["check", .. targets.Length > 0 ? targets : ["hardware", "oslock-v2"], "--tests", "200", "--format", format, "--out", _folder];
        return (CommandLine.Run(arguments, new Terminal(output, TextWriter.Null, IsRich: false)), output.ToString());
    }
}
