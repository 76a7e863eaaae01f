using System.Text.Json;
using Json.Schema;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Traces;
using Xunit;
using OutputFormat = OsLockConformance.Cli.OutputFormat;

namespace OsLockConformance.Tests.Cli.Reports;

public sealed class SarifTests : IDisposable
{
    private const string Blocked = "os-lock/good_osl6_breakpoint_blocked_at_el0.oslock";

    private static readonly Lazy<JsonSchema> StandardSchema = new(static () => JsonSchema.FromText(File.ReadAllText(Validators.PathOf(Validators.SarifSchema))));

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_target_has_a_run_with_all_rules_and_a_category_of_its_own()
    {
        var runs = Runs();
        Assert.Equal(9, runs.Select(static run => run.GetProperty("automationDetails").GetProperty("id").GetString()).Distinct().Count());
        Assert.All(runs, static run => Assert.Equal(RuleCatalogue.All.Select(static rule => rule.Name),
            run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(static rule => rule.GetProperty("id").GetString())));
        Assert.All(runs, static run => Assert.All(run.GetProperty("results").EnumerateArray(), result =>
            Assert.Equal(result.GetProperty("ruleId").GetString(), RuleCatalogue.All[result.GetProperty("ruleIndex").GetInt32()].Name)));
        Assert.Equal([false, false], Of(runs, "failed-on-the-way", "exec:failed").Select(static run => run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean()));
        Assert.All(Of(runs, "hardware", "oslock-v2", "flaky"), static run => Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean()));
    }

    [Fact]
    public void Levels_say_how_sure_and_how_new_a_result_is()
    {
        var runs = Runs();
        Assert.Empty(Results(runs, "hardware"));
        Assert.All(Results(runs, "oslock-v2").Where(static result => Kind(result) == "divergence"), static result => Assert.Equal("error", Level(result)));
        Assert.Contains(Results(runs, "crash"), static result => (Kind(result), Level(result)) == ("crash", "error"));
        Assert.Contains(Results(runs, "hang"), static result => (Kind(result), Level(result)) == ("hang", "error"));
        Assert.All(Results(runs, "flaky"), static result => Assert.Equal(("flaky", "warning"), (Kind(result), Level(result))));

        // What a strict check finds is declared, and not accepted.
        var strict = Results(runs, "linux-6.14");
        Assert.NotEmpty(strict);
        Assert.All(strict, static result => Assert.Equal(result.GetProperty("properties").TryGetProperty("erratum", out _) ? "note" : "error", Level(result)));
        Assert.Contains(strict, static result => Level(result) == "note");
        Assert.All(strict, static result => Assert.False(result.TryGetProperty("suppressions", out _)));

        // What is accepted is suppressed, with the reason, and shown by its witness.
        var accepted = Results(runs, "oslock-v2").Where(static result => Kind(result) == "declared").ToArray();
        Assert.NotEmpty(accepted);
        Assert.All(accepted, static result =>
        {
            Assert.Equal("note", Level(result));
            Assert.NotEqual("", result.GetProperty("suppressions")[0].GetProperty("justification").GetString());
            Assert.StartsWith("Conformance/Corpus/errata/", Uri(result), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_location_is_the_line_of_the_divergent_action()
    {
        var results = Results(Runs(), "oslock-v2").Where(static result => Kind(result) == "divergence").ToArray();
        Assert.NotEmpty(results);
        foreach (var result in results)
        {
            var path = new System.Uri(Uri(result)).LocalPath;
            var trace = TraceParser.ParseFile(path);
            var region = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
            Assert.Equal(trace.ActionLines[^1], region.GetProperty("startLine").GetInt32());
            Assert.Equal(region.GetProperty("snippet").GetProperty("text").GetString(), File.ReadAllLines(path)[trace.ActionLines[^1] - 1]);
            Assert.Equal(trace.Scenario.Actions.Length, result.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations").GetArrayLength());
        }
    }

    [Fact]
    public void A_file_below_the_working_folder_has_a_relative_reference()
    {
        Assert.Equal("oslock-findings/a%20b.oslock", OsLockConformance.Cli.Sarif.SarifArtifactLocation.UriOf("oslock-findings/a b.oslock"));
        Assert.Equal("a.oslock", OsLockConformance.Cli.Sarif.SarifArtifactLocation.UriOf("./x/../a.oslock"));
        Assert.StartsWith("file:///", OsLockConformance.Cli.Sarif.SarifArtifactLocation.UriOf("../a.oslock"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_names_one_result_and_outlives_seed_and_budget()
    {
        var runs = Runs();
        var all = runs.SelectMany(static run => run.GetProperty("results").EnumerateArray()).ToArray();
        foreach (var name in (string[])["oslockSignature/v1", "primaryLocationLineHash"])
            Assert.Equal(all.Length, all.Select(result => result.GetProperty("partialFingerprints").GetProperty(name).GetString()).Distinct().Count());

        var again = JsonDocument.Parse(CommandLineRun.Of("check", "oslock-v2", "--tests", "700", "--seed", "7", "--format", "sarif", "--out", _folder).Output).RootElement.GetProperty("runs")[0];
        var other = again.GetProperty("results").EnumerateArray().Select(Fingerprint).ToHashSet();
        // The first finding of all, whichever program shows it.
        Assert.Contains("oslock-v2 OSL-7 missing BRK (EC 0x3C)", other);
        Assert.Contains("oslock-v2 OSL-7 missing BRK (EC 0x3C)", Results(runs, "oslock-v2").Select(Fingerprint));
    }

    [Fact]
    public void A_replay_has_the_fingerprint_of_the_check_that_found_it()
    {
        CommandLineRun.Of("check", "oslock-v2", "--tests", "200", "--out", _folder);
        var path = Directory.GetFiles(_folder, "oslock-v2-OSL-7-747e86be.oslock").Single();
        var run = Replay(path);
        Assert.Equal("oslock-v2 OSL-7 missing BRK (EC 0x3C)", Fingerprint(run.GetProperty("results")[0]));
    }

    [Fact]
    public void A_replay_points_to_the_divergent_line_with_what_was_expected()
    {
        var path = CorpusFiles.PathOf(Blocked);
        var result = Assert.Single(Replay(path, "--target", "linux-5.17").GetProperty("results").EnumerateArray());
        Assert.Equal(("OSL-6", "error"), (result.GetProperty("ruleId").GetString(), Level(result)));
        Assert.Equal(TraceParser.ParseFile(path).ActionLines[2], result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Contains("expected: SVC #0 @B+12", result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Empty(Replay(path, "--target", "linux-6.14").GetProperty("results").EnumerateArray());

        var witness = Assert.Single(Replay(CorpusFiles.PathOf("errata/kvm-dbgprcr.oslock"), "--target", "linux-6.14", "--strict", "--accept", "kvm-claim-tags").GetProperty("results").EnumerateArray());
        Assert.Equal("note", Level(witness));
    }

    [ValidatorFact(Validators.SarifMultitool)]
    public void The_validator_of_the_SARIF_SDK_accepts_checks_that_end_in_any_way() => Accepted(CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), OutputFormat.Sarif));

    [ValidatorFact(Validators.SarifMultitool)]
    public void The_validator_of_the_SARIF_SDK_accepts_replays()
    {
        foreach (var target in (string[])["linux-5.17", "linux-6.14"])
            Accepted(CommandLineRun.Of("replay", CorpusFiles.PathOf(Blocked), "--target", target, "--format", "sarif").Output);
    }

    [ValidatorFact(Validators.SarifMultitool)]
    public void The_validator_of_the_SARIF_SDK_refuses_what_is_not_SARIF()
    {
        var report = CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), OutputFormat.Sarif);
        Assert.False(FollowsSchema(report.Replace("\"level\": \"note\"", "\"level\": \"remark\"", StringComparison.Ordinal)));
        Assert.NotEmpty(Complaints(report.Replace("\"startLine\": ", "\"startLine\": -", StringComparison.Ordinal)));
    }

    private void Accepted(string report)
    {
        Assert.Empty(Complaints(report));
        Assert.True(FollowsSchema(report));
    }

    /// <summary>The schema that the Multitool brings; by itself it lets wrong members of an enumeration pass.</summary>
    private static bool FollowsSchema(string report) => StandardSchema.Value.Evaluate(JsonDocument.Parse(report).RootElement).IsValid;

    /// <summary>What the validator says, by the rules of the standard and by those of GitHub.</summary>
    private string[] Complaints(string report)
    {
        var path = Path.Combine(_folder, "report.sarif");
        File.WriteAllText(path, report);
        var (exitCode, output) = Validators.Run(Validators.PathOf(Validators.SarifMultitool), ["validate", path, "--rule-kind", "Sarif;Ghas"]);
        Assert.True(exitCode is 0 or 1 && output.Contains("1 files scanned", StringComparison.Ordinal), output);
        // The project has no page that 'informationUri' could name.
        return [.. output.Split('\n').Where(static line => line.Contains(": error ", StringComparison.Ordinal)
            || (line.Contains(": warning ", StringComparison.Ordinal) && !line.Contains("'informationUri'", StringComparison.Ordinal)))];
    }

    private JsonElement[] Runs() =>
        [.. JsonDocument.Parse(CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), OutputFormat.Sarif)).RootElement.GetProperty("runs").EnumerateArray()];

    private static JsonElement Replay(params string[] arguments) =>
        JsonDocument.Parse(CommandLineRun.Of(["replay", .. arguments, "--format", "sarif"]).Output).RootElement.GetProperty("runs")[0];

    private static JsonElement[] Of(JsonElement[] runs, params string[] targets) =>
        [.. targets.Select(target => runs.Single(run => run.GetProperty("properties").GetProperty("target").GetString() == target))];

    private static JsonElement[] Results(JsonElement[] runs, string target) => [.. Of(runs, target)[0].GetProperty("results").EnumerateArray()];

    private static string? Kind(JsonElement result) => result.GetProperty("properties").GetProperty("kind").GetString();

    private static string? Level(JsonElement result) => result.GetProperty("level").GetString();

    private static string? Fingerprint(JsonElement result) => result.GetProperty("partialFingerprints").GetProperty("oslockSignature/v1").GetString();

    private static string Uri(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;
}
