using System.Globalization;
using System.Text.Json;
using OsLockConformance.Cli;
using OsLockConformance.Cli.Commands;
using OsLockConformance.Harness.Proving;
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
    [InlineData("--depth expects a number of actions, 1 to 1000000, got '0'", "hardware", "--depth", "0")]
    [InlineData("--depth expects a number of actions, 1 to 1000000, got '99999999999'", "hardware", "--depth", "99999999999")]
    [InlineData("--memory expects a size in MB or GB, 1MB to 1024GB, such as 512MB or 1.5GB, got '8'", "hardware", "--memory", "8")]
    [InlineData("--memory expects a size in MB or GB, 1MB to 1024GB, such as 512MB or 1.5GB, got '1KB'", "hardware", "--memory", "1KB")]
    [InlineData("--memory expects a size in MB or GB, 1MB to 1024GB, such as 512MB or 1.5GB, got '99999999999GB'", "hardware", "--memory", "99999999999GB")]
    [InlineData("--time expects a time such as 500ms, 30s or 2m, got 'long'", "hardware", "--time", "long")]
    public void What_is_wrong_with_the_command_line_is_one_line(string complaint, params string[] arguments)
    {
        var (exitCode, output, error) = CommandLineRun.Of(["prove", .. arguments]);
        Assert.Equal((ExitCode.Usage, "", $"oslock: {complaint}\n"), (exitCode, output, error));
    }

    [Fact]
    public void What_can_not_be_written_to_is_one_line_before_the_search()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        foreach (var refused in (string[])[_folder, Path.Combine(_folder, "none", "x.search"), Path.Combine(file, "x.search"), ""])
            Assert.Equal((ExitCode.Usage, "", $"oslock: --resume expects a file that can be written to, got '{refused}'\n"), CommandLineRun.Of("prove", "hardware", "--depth", "1", "--resume", refused));
        Assert.Equal((ExitCode.Usage, "", $"oslock: --out expects a folder that can be written to, got '{file}'\n"), CommandLineRun.Of("prove", "fault:owner-ignores-mde", "--out", file));
    }

    [Fact]
    public void What_can_not_be_written_any_more_costs_the_file_and_not_the_report()
    {
        var search = ProductSearchTests.Search("fault:skip-keeps-pstate-ss", "small", new SearchOptions { Depth = 1 });
        var (kept, traces) = (Path.Combine(_folder, "kept"), Path.Combine(_folder, "traces"));
        var (keeping, trace) = (new SearchKeeping(search, Path.Combine(kept, "x.search")), new ProofTrace(traces));
        var early = search.Run();
        Assert.Null(keeping.Keep(early));
        Assert.Equal($"the search is not kept: '{kept}/x.search' can't be written to", keeping.Problem);
        Directory.Delete(traces);
        File.WriteAllText(traces, "");
        var diverging = ProductSearchTests.Search("fault:skip-keeps-pstate-ss", "small", new SearchOptions());
        var proof = diverging.Run();
        Assert.Null(trace.Write(diverging, proof, strict: true));
        Assert.NotNull(trace.Problem);
        using var output = new StringWriter();
        ProofText.Write(new Terminal(output, output, IsRich: false), diverging, proof, strict: true, null, null);
        Assert.Contains("diverges after 2 actions", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("replay", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_that_goes_on_is_one_that_goes_on()
    {
        var file = Path.Combine(_folder, "a search");
        var (exitCode, output, _) = CommandLineRun.Of("prove", "hardware", "--alphabet", "MEDIUM", "--memory", "1.5MB", "--depth", "7", "--strict", "--resume", file, "--out", _folder);
        Assert.Equal(ExitCode.TargetFailed, exitCode);
        Assert.EndsWith($"  kept: oslock prove hardware --alphabet medium --strict --memory 1.5MB --depth 7 --out {_folder} --resume '{file}'\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_was_interrupted_leaves_the_file_of_another_alone()
    {
        var file = Path.Combine(_folder, "kept.search");
        using var source = new CancellationTokenSource();
        source.Cancel();
        var paths = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            var search = ProductSearchTests.Search("hardware", "small", new SearchOptions());
            var keeping = new SearchKeeping(search, file);
            // As if the file had come up since the search began.
            paths.Add(keeping.Keep(search.Run(cancellation: source.Token)));
        }
        Assert.Equal([file, Path.Combine(_folder, "kept-2.search"), Path.Combine(_folder, "kept-3.search")], paths);
        var resumed = ProductSearchTests.Search("hardware", "small", new SearchOptions());
        var goingOn = new SearchKeeping(resumed, file);
        goingOn.Begin();
        Assert.Equal(file, goingOn.Keep(resumed.Run(cancellation: source.Token)));
    }

    [Theory]
    [InlineData(ExitCode.TargetFailed, "--depth", "9", "--time", "1ms")]
    [InlineData(ExitCode.TargetFailed, "--depth", "9", "--memory", "1MB")]
    [InlineData(ExitCode.Conforms, "--time", "1ms")]
    [InlineData(ExitCode.Conforms, "--memory", "1MB")]
    [InlineData(ExitCode.Conforms, "--depth", "1")]
    public void A_depth_that_was_asked_for_and_not_reached_is_exit_code_3(int expected, params string[] options) =>
        Assert.Equal(expected, CommandLineRun.Of(["prove", "linux-6.14", "--alphabet", "medium", .. options, "--out", _folder]).ExitCode);

    [Fact]
    public void A_search_that_was_interrupted_is_exit_code_3_with_and_without_a_depth()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        foreach (var options in (SearchOptions[])[new SearchOptions(), new SearchOptions { Depth = 9 }])
            Assert.Equal(ExitCode.TargetFailed, ProveCommand.ExitCodeOf(ProductSearchTests.Search("hardware", "small", options).Run(cancellation: source.Token), options));
    }

    [Fact]
    public void Actions_that_were_no_test_are_said()
    {
        var (_, output, _) = CommandLineRun.Of("prove", "linux-6.14", "--alphabet", "large", "--depth", "1", "--out", _folder);
        using var json = JsonDocument.Parse(CommandLineRun.Of("prove", "linux-6.14", "--alphabet", "large", "--depth", "1", "--out", _folder, "--format", "json").Output);
        var noTests = json.RootElement.GetProperty("noTests").GetInt64();
        Assert.True(noTests > 1);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"  {noTests:N0} actions in some state were no test: their program may spin, and was not compared\n"), output, StringComparison.Ordinal);
        Assert.DoesNotContain("no test", CommandLineRun.Of("prove", "linux-6.14", "--depth", "1", "--out", _folder).Output, StringComparison.Ordinal);
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
