using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using OsLockConformance.Cli;
using OsLockConformance.Tests.Exec;
using OsLockConformance.Tests.Symbolic;
using OsLockConformance.Tests.Traces;
using Xunit;
using OutputFormat = OsLockConformance.Cli.OutputFormat;

namespace OsLockConformance.Tests.Cli.Reports;

/// <summary>What <c>--format json</c> writes, against the schemas that <c>oslock schema</c> prints, and those against broken reports.</summary>
public sealed class JsonSchemaTests : IDisposable
{
    private const string Blocked = "os-lock/good_osl6_breakpoint_blocked_at_el0.oslock";

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Checks_that_end_in_any_way_follow_their_schema()
    {
        var report = CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), OutputFormat.Json);
        Follows("check", report);
        // Each kind of member is in it, so that none is only described.
        var targets = JsonNode.Parse(report)!["targets"]!.AsArray();
        foreach (var list in (string[])["findings", "flaky", "disturbances", "errata"])
            Assert.Contains(targets, target => target![list]!.AsArray().Count > 0);
        Assert.Contains(targets, static target => target!["coverage"] is not null);
        Assert.Contains(targets, static target => target!["error"] is not null);
        Assert.Contains(targets, static target => target!["machine"] is not null);
    }

    [Fact]
    public void The_command_check_follows_its_schema() =>
        Follows("check", CommandLineRun.Of("check", "hardware", "oslock-v2", "exec:no-such-program", "--tests", "100", "--format", "json", "--out", _folder).Output);

    [Fact]
    public void A_child_process_that_crashes_follows_the_schema()
    {
        var target = $"exec:sh -c '{Child.Hello} read a; echo ok; read b; exit 7'";
        var report = CommandLineRun.Of("check", target, "--tests", "10", "--format", "json", "--out", _folder).Output;
        Follows("check", report);
        Assert.Contains("\"kind\": \"crash\"", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-5.17", "diverges")]
    [InlineData("linux-6.14", "conforms")]
    public void Replays_and_explanations_follow_their_schemas(string target, string verdict)
    {
        foreach (var command in (string[])["replay", "explain"])
        {
            var report = CommandLineRun.Of(command, CorpusFiles.PathOf(Blocked), "--target", target, "--format", "json").Output;
            Follows(command, report);
            Assert.Equal(verdict, JsonNode.Parse(report)!["verdict"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Actions_that_were_left_out_or_not_reached_follow_the_schema()
    {
        var path = Path.Combine(_folder, "a.oslock");
        File.WriteAllText(path, "oslock-trace 1\nconfig\nrun A EL1h { brk #0 }\nrun A EL1h { nop }\n");
        var report = CommandLineRun.Of("replay", path, "--target", "oslock-v2", "--format", "json").Output;
        Follows("replay", report);
        Assert.Null(JsonNode.Parse(report)!["actions"]![1]!["expected"]);
    }

    [Fact]
    public void A_matrix_follows_its_schema() =>
        Follows("matrix", CommandLineRun.Of("matrix", "hardware", "linux-5.17", "linux-6.14", "exec:no-such-program", "--tests", "50", "--format", "json", "--traces", _folder).Output);

    [Fact]
    public void An_evaluation_follows_its_schema()
    {
        // One task of each kind, one that is not solved.
        var report = CommandLineRun.Of("evaluate", "--only", "undef-without-il,mdccint-not-saved,oslock-v2,kvm-claim-tags", "--seeds", "1", "--actions", "1000",
            "--against", "cscheck", "--format", "json").Output;
        Follows("evaluate", report);
        Refuses("evaluate", report, static report => report["goals"]!["found"] = "all");
        Refuses("evaluate", report, static report => report["tasks"]![0]!["kind"] = "fault");
        Refuses("evaluate", report, static report => report["tasks"]![0]!["results"]![0]!["seeds"]![0]!.AsObject().Remove("scenario"));
        Follows("evaluate", CommandLineRun.Of("evaluate", "--only", "kvm-claim-tags", "--seeds", "1", "--against", "none", "--format", "json").Output);
    }

    [Theory]
    [InlineData("equivalent", "hardware")]
    [InlineData("equivalent-up-to-depth", "linux-6.14", "--depth", "1")]
    [InlineData("diverges", "fault:skip-keeps-pstate-ss")]
    public void Proofs_that_end_in_any_way_follow_their_schema(string verdict, params string[] arguments)
    {
        var report = CommandLineRun.Of(["prove", .. arguments, "--format", "json", "--out", _folder]).Output;
        Follows("prove", report);
        Assert.Equal(verdict, JsonNode.Parse(report)!["verdict"]!.GetValue<string>());
        Refuses("prove", report, static report => report["verdict"] = "proved");
        Refuses("prove", report, static report => report.Remove("leavesOut"));
        Refuses("prove", report, static report => report["states"] = 0);
        // What belongs to a divergence is there with it and only then.
        foreach (var member in (string[])["rule", "signature", "scenario"])
            Refuses("prove", report, report => report[member] = report[member] is null ? "OSL-1" : null);
        if (verdict != "diverges")
            Refuses("prove", report, static report => report["trace"] = "trace");
        Refuses("prove", report, static report => report.Remove("noTests"));
    }

    [Fact]
    public void A_proof_that_was_kept_follows_the_schema()
    {
        var file = Path.Combine(_folder, "kept");
        var report = CommandLineRun.Of("prove", "linux-6.14", "--depth", "1", "--resume", file, "--format", "json").Output;
        Follows("prove", report);
        Assert.Equal(file, JsonNode.Parse(report)!["kept"]!.GetValue<string>());
    }

    [Z3Fact]
    public void Proofs_of_gates_follow_their_schema()
    {
        var proved = CommandLineRun.Of("prove-gates", "linux-6.14", "--format", "json", "--out", _folder).Output;
        Follows("prove-gates", proved);
        var report = CommandLineRun.Of("prove-gates", "fault:oslar-any-bit-locks", "--format", "json", "--out", _folder).Output;
        Follows("prove-gates", report);
        Assert.Contains("\"verdict\": \"refuted\"", report, StringComparison.Ordinal);
        Refuses("prove-gates", proved, static report => report["targets"]![0]!["gates"]![0]!["verdict"] = "equivalent");
        Refuses("prove-gates", proved, static report => report["targets"]![0]!["gates"]![0]!["rules"]![0] = "osl 7");
        Refuses("prove-gates", proved, static report => report["targets"]![0]!["gates"]![0]!.AsObject().Remove("counterexample"));
    }

    [Fact]
    public void A_report_that_is_broken_does_not_follow_its_schema()
    {
        var check = CheckOutcomes.Text(CheckOutcomes.OfEveryKind(_folder), OutputFormat.Json);
        Refuses("check", check, static report => report["schemaVersion"] = 2);
        Refuses("check", check, static report => report.Remove("schema"));
        Refuses("check", check, static report => report["targets"] = new JsonObject());
        Refuses("check", check, static report => report["targets"]![0]!["verdict"] = "perhaps");
        Refuses("check", check, static report => report["targets"]![0]!["seed"] = -1);
        Refuses("check", check, static report => report["targets"]![0]!.AsObject().Remove("findings"));
        Refuses("check", check, static report => report["targets"]![1]!["findings"]![0]!["rule"] = "osl 7");
        Refuses("check", check, static report => report["targets"]![1]!["findings"]![0]!["actions"] = 0);
        Refuses("check", check, static report => report["targets"]![1]!["findings"]![0]!["kind"] = null);
        Refuses("check", check, static report => report["targets"]![1]!["errata"]![0]!["seen"] = "often");
        Refuses("check", check, static report => report["targets"]![0]!["coverage"]!["cells"]![0]!["oslk"] = 2);
        var replay = CommandLineRun.Of("replay", CorpusFiles.PathOf(Blocked), "--target", "linux-5.17", "--format", "json").Output;
        Refuses("replay", replay, static report => report["actions"] = new JsonArray());
        Refuses("replay", replay, static report => report["actions"]![0]!["agrees"] = "yes");
        Refuses("replay", replay, static report => report["verdict"] = "flaky");
        var explain = CommandLineRun.Of("explain", CorpusFiles.PathOf(Blocked), "--target", "linux-5.17", "--format", "json").Output;
        Refuses("explain", explain, static report => report["rule"] = "OSL-6");
        Refuses("explain", explain, static report => report["comparison"]![0]!.AsObject().Remove("differs"));
    }

    [Fact]
    public void A_member_that_is_not_described_is_noticed_here_and_allowed_for_readers()
    {
        var report = CommandLineRun.Of("replay", CorpusFiles.PathOf(Blocked), "--format", "json").Output;
        var more = JsonNode.Parse(report)!.AsObject();
        more["more"] = 1;
        Assert.False(IsValid(Closed("replay"), more.ToJsonString()));
        Assert.True(IsValid(Open("replay"), more.ToJsonString()));
    }

    [Fact]
    public void The_schemas_are_listed_and_a_wrong_name_is_one_line()
    {
        Assert.Equal("check\nevaluate\nexplain\nmatrix\nprove\nprove-gates\nreplay\n", CommandLineRun.Of("schema").Output.ReplaceLineEndings("\n"));
        Assert.Equal((ExitCode.Usage, "", "oslock: there is no schema 'chek'; did you mean check?\n"), CommandLineRun.Of("schema", "chek"));
        foreach (var name in CommandLineRun.Of("schema").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(Text(name)).RootElement).IsValid, name);
            Assert.Equal(File.ReadAllText(CorpusFiles.PathOf($"../Cli/Schemas/{name}.schema.json")), Text(name));
        }
    }

    private static void Follows(string name, string report)
    {
        Assert.True(IsValid(Open(name), report), $"it does not follow the schema: {report}");
        Assert.True(IsValid(Closed(name), report), $"the schema does not describe every member: {report}");
    }

    private static void Refuses(string name, string report, Action<JsonObject> change)
    {
        var broken = JsonNode.Parse(report)!.AsObject();
        change(broken);
        Assert.False(IsValid(Open(name), broken.ToJsonString()), $"{name} accepts {broken}");
    }

    private static bool IsValid(JsonSchema schema, string report) => schema.Evaluate(JsonDocument.Parse(report).RootElement).IsValid;

    private static string Text(string name) => CommandLineRun.Of("schema", name).Output;

    private static JsonSchema Open(string name) => Parse(JsonNode.Parse(Text(name))!);

    /// <summary>The schema without room for members that it does not describe.</summary>
    private static JsonSchema Closed(string name)
    {
        var schema = JsonNode.Parse(Text(name))!;
        Close(schema);
        return Parse(schema);
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Close(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var (_, value) in members.ToArray())
                Close(value);
            if (members["properties"] is JsonObject && members["type"]?.ToString() == "object")
                members["additionalProperties"] = false;
        }
    }

    // Schemas with an id are kept by it, and one is made again and again here.
    private static JsonSchema Parse(JsonNode schema)
    {
        schema.AsObject().Remove("$id");
        return JsonSchema.FromText(schema.ToJsonString());
    }
}
