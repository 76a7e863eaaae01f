using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OsLockConformance.Cli;
using OsLockConformance.Evaluation.Approaches;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Robustness;
using Xunit;

namespace OsLockConformance.Tests.Evaluations;

public sealed partial class EvaluateCommandTests : IDisposable
{
    private const string Only = "mde-not-cleared-by-lock,kvm-claim-tags,oslock-v2";

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Text_has_the_chart_the_goals_and_a_line_for_each_task_and_approach()
    {
        var (exitCode, output, error) = CommandLineRun.Of("evaluate", "--only", Only, "--seeds", "2");
        Assert.Equal((ExitCode.Conforms, ""), (exitCode, error));
        Assert.StartsWith("3 tasks, 2 seeds; a search ends after 3,000,000 actions or 60 s, shrinking after 100,000 candidates\n", output, StringComparison.Ordinal);
        foreach (var approach in (IApproach[])[ApproachCatalogue.Own, .. ApproachCatalogue.Others])
        {
            Assert.Contains($"  {approach.Name}: {approach.Description}\n", output, StringComparison.Ordinal);
            Assert.Matches($@"(?m)^planted faults +{approach.Name}( +\d+){{5}} +[\d,.]+ +[\d,.]+ +\d+\.\d{{3}} +[\d.]+ %$", output);
            Assert.Matches($@"(?m)^errata +{approach.Name}( +\d+){{5}} +[\d,.]+ +[\d,.]+ +\d+\.\d{{3}} +[\d.]+ %$", output);
            Assert.Matches($@"(?m)^{approach.Name} +[\d,.]+ +[\d.]+ times as fast +[\d,.]+$", output);
            Assert.Matches($@"(?m)^mde-not-cleared-by-lock +{approach.Name} +2/2( +[\d,.]+){{2}}( +\d+\.\d{{3}}){{2}} +[\d.]+ +[\d-]+ +\d/2( +\d/\d){{2}}( +[\d,.]+){{3}} +\d+\.\d{{3}}$", output);
        }
        Assert.Matches(@"(?m)^lockstep alone +[\d,.]+ ", output);
        Assert.Contains("oslock: found with every seed: 1/1 planted faults\n", output, StringComparison.Ordinal);
        Assert.Contains("oslock: shrunk to the reference with every seed: 1/1 planted faults\n", output, StringComparison.Ordinal);
        Assert.Contains("oslock: one normal form for each signature: 1/1 planted faults\n", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^oslock: mean executions of shrinking: [\d,.]+ \(100 wanted of all planted faults together\), the result is met after [\d,.]+; beside them [\d,.]+ transitions of a search; [\d.]+ s in all$", output);
    }

    [Fact]
    public void Json_has_every_trial_with_a_trace_that_can_be_read()
    {
        var (exitCode, output, _) = CommandLineRun.Of("evaluate", "--only", Only, "--seeds", "2", "--against", "none", "--format", "json");
        Assert.Equal(ExitCode.Conforms, exitCode);
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("oslock-evaluation", 1), (root.GetProperty("schema").GetString(), root.GetProperty("schemaVersion").GetInt32()));
        Assert.Equal(["mde-not-cleared-by-lock", "oslock-v2", "kvm-claim-tags"], root.GetProperty("tasks").EnumerateArray().Select(static task => task.GetProperty("name").GetString()));
        Assert.Equal(0, root.GetProperty("rates").GetArrayLength());
        foreach (var task in root.GetProperty("tasks").EnumerateArray())
        {
            var result = Assert.Single(task.GetProperty("results").EnumerateArray());
            Assert.Equal(2, result.GetProperty("found").GetInt32());
            foreach (var trial in result.GetProperty("seeds").EnumerateArray())
            {
                var scenario = TraceParser.ParseText(trial.GetProperty("scenario").GetString()!).Scenario;
                Assert.Equal(Harness.Shrinking.ScenarioOrder.StepsOf(scenario), trial.GetProperty("steps").GetInt32());
            }
        }
        Assert.Equal(1, root.GetProperty("goals").GetProperty("shortest").GetInt32());
    }

    [Fact]
    public void A_page_is_well_formed_and_complete_in_itself()
    {
        var path = Path.Combine(_folder, "evaluation.html");
        var (exitCode, _, _) = CommandLineRun.Of("evaluate", "--only", Only, "--seeds", "2", "--against", "cscheck", "--html", path);
        Assert.Equal(ExitCode.Conforms, exitCode);
        var text = File.ReadAllText(path);
        Assert.StartsWith("<!DOCTYPE html>\n", text, StringComparison.Ordinal);
        var page = XDocument.Parse(text[text.IndexOf('\n', StringComparison.Ordinal)..]).Root!;
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("link"));
        Assert.DoesNotContain(page.Descendants().Attributes(), static attribute => attribute.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotMatch(SelfClosed(), text);

        var tables = page.Descendants("tbody").ToArray();
        Assert.Equal(3, tables[0].Elements("tr").Count());
        Assert.Equal(6, tables[1].Elements("tr").Count());
        // A lane for each approach in both plots of a task.
        Assert.All(tables[0].Elements("tr"), static row => Assert.Equal(2, row.Descendants("svg").Count(static plot =>
            plot.Elements("rect").Any(static mark => mark.Attribute("class")!.Value == "approach0") && plot.Elements("rect").Any(static mark => mark.Attribute("class")!.Value == "approach1"))));
        // Two approaches and three kinds of tasks; two approaches and the lockstep alone.
        Assert.Equal(2 * 3, page.Descendants("svg").Count(static plot => plot.Elements("rect").Any(static bar => bar.Attribute("class")!.Value.StartsWith("bucket", StringComparison.Ordinal))));
        Assert.Equal(4, page.Descendants("section").Count());
    }

    [Fact]
    public void The_same_seeds_give_the_same_bytes_but_for_the_seconds()
    {
        string Run() => Seconds().Replace(CommandLineRun.Of("evaluate", "--only", Only, "--seeds", "2", "--against", "none", "--format", "json").Output, "");
        Assert.Equal(Run(), Run());
    }

    [Fact]
    public void A_task_that_is_not_solved_has_no_numbers_and_is_a_missed_goal()
    {
        var (exitCode, output, _) = CommandLineRun.Of("evaluate", "--only", "mdccint-not-saved", "--seeds", "2", "--against", "none", "--actions", "10");
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Matches(@"(?m)^mdccint-not-saved +oslock +0/2( +-){6} +0/0( +-){6}$", output);
        Assert.Contains("oslock: found with every seed: 0/1 planted faults\n", output, StringComparison.Ordinal);
        Assert.StartsWith("oslock: missed: found with every seed; found within 1 s; shrunk to the reference with every seed; ", output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_for_programs_names_the_goals_that_are_missed()
    {
        var (exitCode, output, _) = CommandLineRun.Of("evaluate", "--only", "mdccint-not-saved", "--seeds", "1", "--against", "none", "--actions", "10", "--format", "json");
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Equal("found with every seed", JsonDocument.Parse(output).RootElement.GetProperty("goals").GetProperty("missed")[0].GetString());
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupted_evaluation_says_so_and_keeps_the_page(string signal)
    {
        var path = Path.Combine(_folder, "evaluation.html");
        File.WriteAllText(path, "old");
        using var harness = new HarnessProcess("evaluate", "--against", "none", "--seeds", "1000", "--html", path);
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{harness.Id}/maps").Contains("OsLockConformance.Evaluation.dll", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        Thread.Sleep(TimeSpan.FromSeconds(3));
        Assert.Equal("old", File.ReadAllText(path));
        harness.Send(signal);
        var (exitCode, output) = harness.End();
        Assert.Equal(ExitCode.TargetFailed, exitCode);
        Assert.Matches(@"^77 tasks, 1000 seeds; .*; interrupted: \d+/77000 trials, the proofs of 0/77 tasks\n", output);
        Assert.StartsWith("<!DOCTYPE html>\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oslock: --seeds expects a number of seeds, 1 to 1000, got '0'", "--seeds", "0")]
    [InlineData("oslock: --actions expects a number of actions, 1 or more, got '-1'", "--actions", "-1")]
    [InlineData("oslock: --time expects a time such as 500ms, 30s or 2m, got 'x'", "--time", "x")]
    [InlineData("oslock: --format expects text or json, got 'xml'", "--format", "xml")]
    [InlineData("oslock: --against expects fscheck-machine, fscheck-list, cscheck or none, got 'hedgehog'", "--against", "cscheck,hedgehog")]
    [InlineData("oslock: --only expects planted faults, profiles or errata, got 'mdccint-not-save'; did you mean mdccint-not-saved?", "--only", "mdccint-not-save")]
    [InlineData("oslock: linux-6.14 can't be evaluated: conforms: there is nothing to find but its errata", "--only", "linux-6.14")]
    [InlineData("oslock: qemu-mdccint can't be evaluated: no simulated target has it", "--only", "qemu-mdccint")]
    [InlineData("oslock: --html expects a file that can be written to, got '/proc/none/page'", "--html", "/proc/none/page")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string line, params string[] arguments)
    {
        var (exitCode, output, error) = CommandLineRun.Of(["evaluate", .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal(line, error.TrimEnd());
    }

    [GeneratedRegex(@"""[a-zA-Z]*[sS]econds[a-zA-Z0-9]*"": [\d.eE-]+")]
    private static partial Regex Seconds();

    /// <summary>A browser takes these for open tags.</summary>
    [GeneratedRegex(@"<(?!meta)\w+[^<>]*/>")]
    private static partial Regex SelfClosed();
}
