using OsLockConformance.Cli;
using OsLockConformance.Cli.Campaigns;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Implementation;
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
        var read = new CampaignFile(_folder, Target, Target, Strict(First)).Read();
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
    [InlineData("\"version\": 1", "\"version\": 9", "expected version 1, got 9")]
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

    [Fact]
    public void A_short_check_leaves_no_campaign()
    {
        Check("--tests", "10", "--out", _folder);
        Assert.False(File.Exists(CampaignPath));
    }

    private static CheckOptions Strict(long scenarios) => new() { Scenarios = scenarios, Strict = true };

    private CampaignState Begin()
    {
        Assert.True(TargetCatalogue.TryCreate(Target, out var target));
        var runner = new CheckRunner(target, Strict(First));
        runner.Run();
        new CampaignFile(_folder, Target, Target, Strict(First)).End(runner.State(), isInterrupted: true);
        return runner.State();
    }

    private static (int ExitCode, string Output, string Error) Check(params string[] arguments) => CommandLineRun.Of(["check", Target, .. arguments]);

    // Programs are shown where there is no trace, and the first part has left none here.
    private static string[] Headlines(string output) => [.. output.Split('\n').Where(static line => line.Contains("declared: ", StringComparison.Ordinal))];
}
