using System.Text.Json;
using System.Text.Json.Nodes;
using OsLockConformance.Cli;
using OsLockConformance.Cli.Campaigns;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Cli;

public sealed class ResumeCommandTests : IDisposable
{
    private const string Target = "linux-6.1";
    // The end of a round, as an interruption leaves it.
    private const int First = 4_096;
    private const string All = "6000";

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    private string CampaignPath => Path.Combine(_folder, $"{Target}.campaign.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_campaign_comes_back_from_its_file_as_it_was()
    {
        var state = Begin();
        Assert.NotEmpty(state.Findings);
        Assert.Contains(state.Findings, static finding => finding.Erratum is not null);
        var read = new CampaignFile(_folder, Target, Target, CampaignSettings.Of(Target, Strict(First))).Read();
        Assert.Equal((state.Scenarios, state.Actions, state.Accepted), (read.Scenarios, read.Actions, read.Accepted));
        Assert.Equal(state.Findings, read.Findings);
        Assert.Equal(state.Known, read.Known);
        Assert.Equal(state.LeftOut, read.LeftOut);
        Assert.Equal(state.ErrataSeen, read.ErrataSeen);
    }

    [Fact]
    public void The_command_goes_on_and_reports_both_parts()
    {
        var whole = Check("--strict", "--tests", All, "--out", Path.Combine(_folder, "whole"));
        Begin();
        var resumed = Check("--strict", "--tests", All, "--resume", "--out", _folder);
        Assert.Equal((whole.ExitCode, ""), (resumed.ExitCode, resumed.Error));
        Assert.Equal(Headlines(whole.Output), Headlines(resumed.Output));
        Assert.NotEmpty(Headlines(whole.Output));
        Assert.Contains("6,000 scenarios", resumed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--strict", "--seed", "2", "--resume goes on with what was begun with --seed 1 --strict, not with --seed 2 --strict")]
    [InlineData("--seed", "1", "--guest-only", "--resume goes on with what was begun with --seed 1 --strict, not with --seed 1 --guest-only")]
    [InlineData("--strict", "--length", "4", "--resume goes on with what was begun with --seed 1 --strict, not with --seed 1 --strict --length 4")]
    public void Other_options_are_another_campaign(string first, string second, string third, string complaint)
    {
        Begin();
        var (exitCode, output, error) = Check(first, second, third, "--resume", "--out", _folder);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_campaign_there_is_nothing_to_resume()
    {
        var (exitCode, _, error) = Check("--resume", "--out", _folder);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains($"--resume finds no campaign of '{Target}' in '{_folder}'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", ":1:1: expected a campaign")]
    [InlineData("{\n  \"version\": 1,\n  \"target\": 7\n}", ":3:14: expected a campaign")]
    [InlineData("{}", "expected a campaign")]
    public void What_is_no_campaign_is_one_line(string text, string complaint)
    {
        File.WriteAllText(CampaignPath, text);
        var (exitCode, _, error) = Check("--resume", "--out", _folder);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 9", "expected version 2, got 9")]
    [InlineData("\"build\": \"", "\"build\": \"0", "--resume goes on with what the same build began; '")]
    [InlineData("\"scenarios\": 4096", "\"scenarios\": -5", "'scenarios' is -5, not 0 to 1000000000000000")]
    [InlineData("\"leftOut\": []", "\"leftOut\": [null]", "an element of a list is null")]
    [InlineData("\"target\": \"linux-6.1\"", "\"target\": \"linux-6.14\"", "expected a campaign of 'linux-6.1', got 'linux-6.14'")]
    [InlineData("run A", "run Z", "expected a campaign")]
    [InlineData("kvm-", "kvm:", "there is no deviation")]
    public void A_campaign_that_was_changed_is_refused(string from, string to, string complaint)
    {
        Begin();
        var text = File.ReadAllText(CampaignPath);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(CampaignPath, text.Replace(from, to, StringComparison.Ordinal));
        var (exitCode, _, error) = Check("--strict", "--resume", "--out", _folder);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    /// <summary>Every number of the document, wherever it is: one that is added is tried by itself.</summary>
    [Fact]
    public void A_number_that_no_check_writes_is_refused()
    {
        var state = Begin();
        var flaky = new FlakyScenario(state.Findings[0].Signature, state.Findings[0].Scenario, 7, Diverged: 1, Runs: 10);
        new CampaignFile(_folder, Target, Target, CampaignSettings.Of(Target, Strict(First))).End(state with { Flaky = [flaky] }, isInterrupted: true);
        var whole = File.ReadAllText(CampaignPath);
        var places = Numbers(JsonNode.Parse(whole)!).Select(static number => number.GetPath()).ToArray();
        Assert.All((string[])["$.scenarios", "$.actions", "$.seconds", "$.errataSeen.kvm-claim-tags", "$.findings[0].executions", "$.findings[0].seed", "$.flaky[0].runs", "$.flaky[0].diverged"],
            expected => Assert.Contains(places, place => place == expected || place.Contains(expected, StringComparison.Ordinal)));
        for (var i = 0; i < places.Length; i++)
        {
            foreach (var number in (string[])["-5", "1e300", "1e400"])
            {
                var document = JsonNode.Parse(whole)!;
                Numbers(document).ElementAt(i).ReplaceWith(JsonNode.Parse(number));
                File.WriteAllText(CampaignPath, document.ToJsonString());
                var (exitCode, output, error) = Check("--strict", "--resume", "--out", _folder);
                Assert.True((exitCode, output) == (ExitCode.Usage, ""), $"{places[i]}: {number}");
                Assert.StartsWith($"oslock: {CampaignPath}:", error, StringComparison.Ordinal);
                Assert.Contains("expected", error, StringComparison.Ordinal);
                Assert.Single(error.TrimEnd().Split('\n'));
            }
        }
    }

    [Theory]
    [InlineData("--strict")]
    [InlineData("--seed", "2")]
    public void What_is_refused_makes_no_folder(params string[] options)
    {
        var fresh = Path.Combine(_folder, "fresh");
        var (exitCode, _, error) = Check([.. options, "--resume", "--out", fresh]);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.Contains($"--resume finds no campaign of '{Target}' in '{fresh}'", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fresh));
    }

    [Fact]
    public void A_twin_meets_all_scenarios_or_none()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var other));
        Begin(Strict(First) with { Twin = new Twin(other) });
        var without = Check("--strict", "--resume", "--out", _folder);
        Assert.Equal(ExitCode.Usage, without.ExitCode);
        Assert.Contains("begun with --seed 1 --strict --twin linux-6.14, not with --seed 1 --strict", without.Error, StringComparison.Ordinal);
        var with = Check("--strict", "--twin", "linux-6.14", "--resume", "--out", _folder);
        Assert.Equal((ExitCode.Usage, "oslock: --resume and --twin exclude each other: in what they differed before is not kept"), (with.ExitCode, with.Error.TrimEnd()));
    }

    [Fact]
    public void Another_machine_or_patience_is_another_campaign()
    {
        var qemu = new QemuOptions();
        Assert.Equal("--seed 1", CampaignSettings.Of("qemu-7.2", new CheckOptions(), qemu));
        Assert.Equal("--seed 1 --qemu q --cpu max --entry el2", CampaignSettings.Of(QemuTarget.OldName, new CheckOptions(), qemu with { Path = "q", Cpu = "max", EntersAtEl2 = true }));
        Assert.Equal("--seed 1 --patience 1500ms", CampaignSettings.Of("exec:pe", new CheckOptions(), qemu with { Cpu = "max" }, TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public void A_short_check_leaves_no_campaign()
    {
        Check("--tests", "10", "--out", _folder);
        Assert.False(File.Exists(CampaignPath));
    }

    private static CheckOptions Strict(long scenarios) => new() { Scenarios = scenarios, Strict = true };

    private static IEnumerable<JsonNode> Numbers(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(static member => Numbers(member.Value)),
        JsonArray elements => elements.SelectMany(Numbers),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [value],
        _ => [],
    };

    private CampaignState Begin() => Begin(Strict(First));

    private CampaignState Begin(CheckOptions options)
    {
        Assert.True(TargetCatalogue.TryCreate(Target, out var target));
        var runner = new CheckRunner(target, options);
        runner.Run();
        new CampaignFile(_folder, Target, Target, CampaignSettings.Of(Target, options)).End(runner.State(), isInterrupted: true);
        return runner.State();
    }

    private static (int ExitCode, string Output, string Error) Check(params string[] arguments) => CommandLineRun.Of(["check", Target, .. arguments]);

    // Programs are shown where there is no trace, and the first part has left none here.
    private static string[] Headlines(string output) => [.. output.Split('\n').Where(static line => line.Contains("declared: ", StringComparison.Ordinal))];
}
