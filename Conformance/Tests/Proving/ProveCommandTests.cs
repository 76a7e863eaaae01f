using System.Text.Json;
using OsLockConformance.Cli;
using OsLockConformance.Tests.Cli;
using Xunit;

namespace OsLockConformance.Tests.Proving;

public sealed class ProveCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_divergence_is_written_as_a_trace_that_replays()
    {
        var (exitCode, output, error) = CommandLineRun.Of("prove", "fault:skip-keeps-pstate-ss", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Empty(error);
        Assert.Contains("fault:skip-keeps-pstate-ss diverges after 2 actions; no shorter program of the small alphabet does\n", output, StringComparison.Ordinal);
        var trace = Assert.Single(Directory.GetFiles(_folder));
        Assert.Contains($"    oslock replay {trace}\n", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Diverges, CommandLineRun.Of("replay", trace).ExitCode);
        Assert.Equal(ExitCode.Conforms, CommandLineRun.Of("replay", trace, "--target", "linux-6.1").ExitCode);
    }

    [Fact]
    public void A_search_to_a_depth_says_so_and_what_it_leaves_out()
    {
        var (exitCode, output, _) = CommandLineRun.Of("prove", "linux-6.14", "--depth", "2", "--out", _folder);
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.StartsWith("linux-6.14 is equivalent to the model for the small alphabet up to depth 2\n", output, StringComparison.Ordinal);
        Assert.Contains("it leaves out\n    PEs other than", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_strict_search_finds_a_declared_deviation_and_its_line_replays_it()
    {
        var (exitCode, output, _) = CommandLineRun.Of("prove", "linux-6.14", "--strict", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        var line = output.Split('\n').Single(static text => text.StartsWith("    oslock replay ", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Diverges, CommandLineRun.Of(line.Trim().Split(' ')[1..]).ExitCode);
    }

    [Fact]
    public void A_search_goes_on_from_its_file()
    {
        var file = Path.Combine(_folder, "kept");
        var (_, first, _) = CommandLineRun.Of("prove", "linux-6.1", "--depth", "2", "--resume", file);
        Assert.Contains($"--resume {file}\n", first, StringComparison.Ordinal);
        using var resumed = JsonDocument.Parse(CommandLineRun.Of("prove", "linux-6.1", "--depth", "3", "--resume", file, "--format", "json").Output);
        using var whole = JsonDocument.Parse(CommandLineRun.Of("prove", "linux-6.1", "--depth", "3", "--format", "json").Output);
        foreach (var property in (string[])["verdict", "end", "depth", "states", "transitions", "actions"])
            Assert.Equal(whole.RootElement.GetProperty(property).ToString(), resumed.RootElement.GetProperty(property).ToString());
        Assert.Equal("equivalent-up-to-depth", whole.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(3, whole.RootElement.GetProperty("depth").GetInt32());
    }

    [Theory]
    [InlineData("prove expects a simulated target, got 'qemu'; 'oslock targets' lists them", "qemu")]
    [InlineData("--alphabet expects small, medium, large, got 'tiny'", "hardware", "--alphabet", "tiny")]
    [InlineData("--depth expects a number of actions, 1 or more, got '0'", "hardware", "--depth", "0")]
    [InlineData("--memory expects a size such as 512MB or 8GB, got '8'", "hardware", "--memory", "8")]
    [InlineData("--time expects a time such as 500ms, 30s or 2m, got 'long'", "hardware", "--time", "long")]
    public void What_is_wrong_with_the_command_line_is_one_line(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = CommandLineRun.Of(["prove", .. arguments]);
        Assert.Equal((ExitCode.Usage, "", $"oslock: {complaint}\n"), (exitCode, output, error));
    }

    [Fact]
    public void A_file_that_is_no_search_is_one_line()
    {
        var file = Path.Combine(_folder, "kept");
        File.WriteAllText(file, "nothing of the kind");
        Assert.Equal((ExitCode.Usage, "", $"oslock: --resume: '{file}' is not the state of a search\n"), CommandLineRun.Of("prove", "hardware", "--resume", file));
    }

    [Fact]
    public void A_check_that_certifies_says_so_in_text_JSON_and_trace()
    {
        const string Proved = "proved minimal: none of fewer than 3 steps over the ";
        string[] check = ["check", "oslock-v2", "--tests", "200", "--certify", "--out", _folder];
        Assert.Contains($"    {Proved}", CommandLineRun.Of(check).Output, StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(_folder), static file => File.ReadAllText(file).Contains($"# {Proved}", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(CommandLineRun.Of([.. check, "--format", "json"]).Output);
        var findings = json.RootElement.GetProperty("targets")[0].GetProperty("findings").EnumerateArray().ToArray();
        Assert.All(findings, static finding => Assert.Equal("proved", finding.GetProperty("minimality").GetProperty("verdict").GetString()));
        Assert.Contains(findings, static finding => finding.GetProperty("minimality").GetProperty("steps").GetInt32() == 3);
    }

    [Fact]
    public void A_shrink_that_certifies_says_so_in_the_trace()
    {
        var file = Path.Combine(_folder, "trace.oslock");
        File.WriteAllText(file, "oslock-trace 1\nconfig breakpoints=6 watchpoints=4 context-aware=2\nrun A EL1h { nop }\nrun A EL1h { msr OSLAR_EL1, 0 }\nvcpu-init\nrun A EL1h { nop; brk #0 }\n");
        var (exitCode, output, _) = CommandLineRun.Of("shrink", file, "--target", "oslock-v2", "--certify");
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("# proved minimal: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("proved", CommandLineRun.Of("shrink", file, "--target", "oslock-v2").Output, StringComparison.Ordinal);
        var (wrong, _, error) = CommandLineRun.Of("shrink", file, "--target", "oslock-v2", "--certify-budget", "none");
        Assert.Equal((ExitCode.Usage, "oslock: --certify-budget expects a number of transitions, 1 or more, got 'none'\n"), (wrong, error));
    }
}
