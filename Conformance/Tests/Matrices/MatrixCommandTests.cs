using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Traces;
using Xunit;

namespace OsLockConformance.Tests.Matrices;

public sealed partial class MatrixCommandTests : IDisposable
{
    /// <summary>A kernel that is not there, whose name has a meaning in every format.</summary>
    private const string Hostile = "/none/<b>&\"a|b`_*[x]</b>";

    private static readonly string[] Targets = ["hardware", "linux-6.1", "linux-6.14", "fault:mde-not-cleared-by-lock"];

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_cell_says_what_is_known_of_a_rule_on_a_target()
    {
        var (exitCode, output, error) = Matrix("json", [.. Targets, "linux-5.17"]);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("hardware: 50 scenarios, ", error, StringComparison.Ordinal);
        var matrix = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("oslock-matrix", 2, 1UL, 50L), (matrix.GetProperty("schema").GetString(), matrix.GetProperty("schemaVersion").GetInt32(), matrix.GetProperty("seed").GetUInt64(), matrix.GetProperty("scenarios").GetInt64()));
        Assert.False(matrix.GetProperty("asDeclared").GetBoolean());

        var conforms = Cell(matrix, "OSL-6", "hardware");
        Assert.Equal("conforms", conforms.GetProperty("state").GetString());
        Assert.True(conforms.GetProperty("exercised").GetInt64() > 100);
        Assert.Equal(0, conforms.GetProperty("errata").GetArrayLength() + conforms.GetProperty("findings").GetArrayLength());

        var declared = Cell(matrix, "OSL-8", "linux-6.1");
        Assert.Equal("deviates as declared", declared.GetProperty("state").GetString());
        Assert.Equal(["kvm-mdscr-not-gated", "kvm-mdscr-high-lost"], declared.GetProperty("errata").EnumerateArray().Select(static erratum => erratum.GetProperty("id").GetString()));
        Assert.All(declared.GetProperty("errata").EnumerateArray(), static erratum => Assert.True(erratum.GetProperty("seen").GetInt64() > 0));
        Assert.Equal(["kvm-mdscr-not-gated"], Cell(matrix, "OSL-8", "linux-6.14").GetProperty("errata").EnumerateArray().Select(static erratum => erratum.GetProperty("id").GetString()));

        Assert.Equal("not applicable", Cell(matrix, "VMM-1", "hardware").GetProperty("state").GetString());
        Assert.Equal("not applicable", Cell(matrix, "ISO-2", "hardware").GetProperty("state").GetString());
        // Nothing that is unlocked can follow where nothing can be locked.
        Assert.Equal("not exercised", Cell(matrix, "OSL-11", "linux-5.17").GetProperty("state").GetString());
        Assert.Equal("conforms", Cell(matrix, "OSL-11", "linux-6.1").GetProperty("state").GetString());
        Assert.True(Cell(matrix, "ISO-2", "linux-6.1").GetProperty("exercised").GetInt64() > 500);
    }

    [Fact]
    public void A_finding_is_in_the_cell_of_its_rule_with_a_trace_that_replays()
    {
        var matrix = JsonDocument.Parse(Matrix("json", "fault:mde-not-cleared-by-lock").Output).RootElement;
        var cell = Cell(matrix, "OSL-6", "fault:mde-not-cleared-by-lock");
        Assert.Equal("diverges", cell.GetProperty("state").GetString());
        var finding = cell.GetProperty("findings")[0];
        Assert.StartsWith("unexpected ", finding.GetProperty("signature").GetString(), StringComparison.Ordinal);
        var trace = TraceParser.ParseFile(finding.GetProperty("trace").GetString()!);
        Assert.Equal(TraceParser.ParseText(finding.GetProperty("scenario").GetString()!).Scenario, trace.Scenario);
        Assert.Equal(finding.GetProperty("actions").GetInt32(), trace.Scenario.Actions.Length);
        Assert.Equal(ExitCode.Diverges, Run("replay", finding.GetProperty("trace").GetString()!).ExitCode);
    }

    [Fact]
    public void The_corpus_is_replayed_and_shows_what_it_expects_on_every_simulated_target()
    {
        var (exitCode, output, _) = Run("matrix", "hardware", "hardware-deferred", "oslock-v1", "oslock-v2", "oslock-v3", "linux-5.18", "linux-6.1", "linux-6.14",
            "--tests", "1", "--format", "json", "--traces", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        var matrix = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, matrix.GetProperty("unmetExpectations").GetArrayLength());
        Assert.All(matrix.GetProperty("targets").EnumerateArray(), static target => Assert.True(target.GetProperty("traces").GetInt32() > 80));
        // One scenario alone would not show it.
        Assert.Equal("deviates as declared", Cell(matrix, "VMM-5", "linux-6.14").GetProperty("state").GetString());
    }

    [Fact]
    public void Targets_that_conform_but_for_what_is_declared_end_with_exit_code_0() =>
        Assert.Equal(ExitCode.Conforms, Matrix("text", "hardware", "linux-6.1", "linux-6.14").ExitCode);

    [Fact]
    public void A_target_that_cannot_run_is_a_column_with_the_reason_and_the_rest_goes_on()
    {
        var (exitCode, output, _) = Matrix("json", "hardware", "--kernel", Hostile, "--cpu", "cortex-a57");
        Assert.Equal(ExitCode.TargetFailed, exitCode);
        var matrix = JsonDocument.Parse(output).RootElement;
        var target = matrix.GetProperty("targets")[1];
        Assert.Equal($"kvm-{Hostile}-cortex-a57", target.GetProperty("name").GetString());
        Assert.StartsWith($"there is no kernel image {Hostile}", target.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("could not run", Cell(matrix, "OSL-6", $"kvm-{Hostile}-cortex-a57").GetProperty("state").GetString());
        Assert.Equal("conforms", Cell(matrix, "OSL-6", "hardware").GetProperty("state").GetString());
    }

    [Fact]
    public void A_kernel_alone_brings_the_profile_of_its_version()
    {
        var (exitCode, output, _) = Matrix("json", "--kernel", "6.12", "--cpu", "a,b", "--init", "/none/init", "--qemu", "/none/qemu");
        Assert.Equal(ExitCode.TargetFailed, exitCode);
        var targets = JsonDocument.Parse(output).RootElement.GetProperty("targets").EnumerateArray();
        Assert.Equal(["linux-6.1", "kvm-6.12-a", "kvm-6.12-b"], targets.Select(static target => target.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_page_is_well_formed_complete_in_itself_and_every_cell_opens_something()
    {
        var (_, output, _) = Matrix("html", [.. Targets, "--kernel", Hostile]);
        Assert.StartsWith("<!DOCTYPE html>\n", output, StringComparison.Ordinal);
        var page = XDocument.Parse(output[output.IndexOf('\n', StringComparison.Ordinal)..]).Root!;
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("link"));
        Assert.DoesNotContain(page.Descendants().Attributes(), static attribute => attribute.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotMatch(SelfClosed(), output);

        string[] ids = [.. page.Descendants().Attributes("id").Select(static id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Empty(page.Descendants().Attributes("popovertarget").Select(static target => target.Value).Except(ids));
        var columns = Targets.Length + 2;
        Assert.Equal(columns + 1, page.Descendants("thead").Single().Descendants("th").Count());
        Assert.All(page.Descendants("tbody").Single().Elements("tr"), row => Assert.Equal(columns, row.Elements("td").Count(static cell => cell.Element("button") is not null)));
        Assert.Contains(page.Descendants("h3"), static title => title.Value == $"OSL-6 on kvm-{Hostile}-cortex-a57");
        Assert.Contains(page.Descendants("pre"), static program => program.Value.Contains("msr OSLAR_EL1, 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_Markdown_page_has_whole_tables_and_a_footnote_for_each_reference()
    {
        var (_, output, _) = Matrix("markdown", [.. Targets, "--kernel", Hostile]);
        string[] lines = [.. output.Split('\n').Where(static line => line.StartsWith('|'))];
        var columns = Targets.Length + 2;
        var table = lines.TakeWhile(static line => !line.StartsWith("| target ", StringComparison.Ordinal)).ToArray();
        Assert.True(table.Length > 50, "the table is short");
        Assert.All(table, line => Assert.Equal(columns + 1, Cells(line)));
        Assert.All(lines[table.Length..], static line => Assert.Equal(3, Cells(line)));

        var referred = Reference().Matches(string.Join('\n', table)).Select(static match => match.Groups[1].Value).Distinct().Order();
        var defined = Definition().Matches(output).Select(static match => match.Groups[1].Value).ToArray();
        Assert.Equal(referred, defined.Order());
        Assert.Contains("kvm-mdscr-high-lost", defined);
        Assert.Contains("OSL-6-4", defined);

        static int Cells(string line) => Separator().Count(line) - 1;
    }

    [Fact]
    public void Text_has_a_line_for_each_target_and_each_rule()
    {
        var output = Matrix("text", Targets).Output;
        Assert.StartsWith("1 target diverges: 4 targets, 54 rules, a corpus of ", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  4 fault:mde-not-cleared-by-lock  50 scenarios, ", output);
        Assert.Matches(@"(?m)^OSL-8 +\+\S+ +~2 +~1 +~2$", output);
        Assert.Contains("  OSL-8 kvm-mdscr-high-lost: linux-6.1 ", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^    oslock replay \S+fault-mde-not-cleared-by-lock-OSL-6-", output);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("json")]
    [InlineData("html")]
    public void The_same_seed_gives_the_same_bytes_but_for_the_time(string format)
    {
        var first = Elapsed().Replace(Matrix(format, Targets).Output, "");
        Assert.Equal(first, Elapsed().Replace(Matrix(format, Targets).Output, ""));
        Assert.NotEqual(first, Elapsed().Replace(Matrix(format, [.. Targets, "--seed", "2"]).Output, ""));
    }

    [Fact]
    public void A_matrix_goes_to_a_file()
    {
        var path = Path.Combine(_folder, "matrix.json");
        var (exitCode, output, _) = Matrix("json", "hardware", "--out", path);
        Assert.Equal((ExitCode.Conforms, ""), (exitCode, output));
        Assert.Equal("oslock-matrix", JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("schema").GetString());
    }

    [Theory]
    [InlineData("oslock: there is no target 'linux-6.15'; did you mean linux-6.14 or linux-6.1 or linux-5.17?", "linux-6.15")]
    [InlineData("oslock: name targets or say --all, not both", "hardware", "--all")]
    [InlineData("oslock: '--frmat' is not known here; did you mean --format?", "hardware", "--frmat", "html")]
    [InlineData("oslock: --format expects text, markdown, json or html, got 'xml'", "hardware", "--format", "xml")]
    [InlineData("oslock: --tests expects a number of tests, 1 or more, got '0'", "hardware", "--tests", "0")]
    [InlineData("oslock: --tests and --time exclude each other", "hardware", "--tests", "1", "--time", "1s")]
    [InlineData("oslock: --seed expects a number of at most 64 bits, got 'x'", "hardware", "--seed", "x")]
    [InlineData("oslock: --cpu and --init belong to real kernels: 'oslock matrix --kernel 6.1'", "hardware", "--cpu", "cortex-a57")]
    [InlineData("oslock: --out expects a file that can be written to, got '/proc/none/matrix'", "hardware", "--out", "/proc/none/matrix")]
    [InlineData("oslock: --traces expects a folder that can be written to, got '/proc'", "hardware", "--traces", "/proc")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string line, params string[] arguments)
    {
        var (exitCode, output, error) = Run(["matrix", .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal(line, error.TrimEnd());
    }

    private static JsonElement Cell(JsonElement matrix, string rule, string target) => matrix.GetProperty("rules").EnumerateArray()
        .Single(row => row.GetProperty("rule").GetString() == rule).GetProperty("cells").EnumerateArray()
        .Single(cell => cell.GetProperty("target").GetString() == target);

    private (int ExitCode, string Output, string Error) Matrix(string format, params string[] arguments) =>
        Run(["matrix", .. arguments, "--tests", "50", "--format", format, "--traces", _folder]);

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, new Terminal(output, error, IsRich: false));
        return (exitCode, output.ToString(), error.ToString());
    }

    [GeneratedRegex(@"""seconds"": [\d.]+|, [\d.]+ s\b")]
    private static partial Regex Elapsed();

    /// <summary>A browser takes these for open tags.</summary>
    [GeneratedRegex(@"<(?!meta)\w+[^<>]*/>")]
    private static partial Regex SelfClosed();

    [GeneratedRegex(@"\[\^([^\]]+)\]")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?m)^\[\^([^\]]+)\]: \S")]
    private static partial Regex Definition();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Separator();
}
