using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using OsLockConformance.Cli;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Exec;
using OsLockConformance.Tests.Qemu;
using Xunit;

namespace OsLockConformance.Tests.Coverage;

/// <summary><c>oslock coverage</c>: text, JSON and page say the same.</summary>
public sealed class CoverageCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock-coverage").FullName;

    private string Page => Path.Combine(_folder, "page.html");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_has_every_cell_that_can_be_met_and_what_was_drawn()
    {
        var json = Json("hardware");
        var cells = json.GetProperty("check").GetProperty("coverage").GetProperty("cells").EnumerateArray().ToArray();
        Assert.All(cells, static cell => Assert.Equal(cell.GetProperty("count").GetInt64() > 0 ? "met" : "never-met", cell.GetProperty("state").GetString()));
        Assert.Contains(cells, static cell => cell.GetProperty("subject").GetString() == "OSL-6" && cell.GetProperty("oslk").GetInt32() == 1 && cell.GetProperty("count").GetInt64() > 0);
        // Nothing of 300 scenarios is left undecided: some cells are rarer than that.
        Assert.Contains(cells, static cell => cell.GetProperty("state").GetString() == "never-met");
        // Hardware has no userspace.
        Assert.All(cells, static cell => Assert.Equal("none", cell.GetProperty("guestDebug").GetString()));
        var generator = json.GetProperty("generator");
        Assert.Equal(300, generator.GetProperty("scenarios").GetInt64());
        var actions = generator.GetProperty("tables").EnumerateArray().First(static table => table.GetProperty("title").GetString() == "actions");
        Assert.Equal(actions.GetProperty("total").GetInt64(), actions.GetProperty("rows").EnumerateArray().Sum(static row => row.GetProperty("count").GetInt64()));
    }

    [Fact]
    public void The_table_marks_the_cells_that_json_names()
    {
        var cells = Json("hardware").GetProperty("check").GetProperty("coverage").GetProperty("cells").EnumerateArray()
            .Where(static cell => cell.GetProperty("subject").GetString() == "OSL-6").ToArray();
        var (exitCode, output, _) = Run("hardware");
        Assert.Equal(ExitCode.Conforms, exitCode);
        var row = output.Split('\n').Single(static line => line.StartsWith("OSL-6 ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        // EL1 and EL0 with OSLK 0 and 1, then what runs no instruction.
        string[] expected =
        [
            .. from level in (string[])["EL1", "EL0", "-"]
               from oslk in (int[])[0, 1]
               select Mark(cells.FirstOrDefault(cell => cell.GetProperty("level").GetString() == level && cell.GetProperty("oslk").GetInt32() == oslk)),
        ];
        Assert.Equal(expected, row);
        Assert.Contains("the generator, in 300 scenarios", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_stands_alone_and_has_a_cell_for_each_column()
    {
        var cells = Json("linux-6.14", "--html", Page).GetProperty("check").GetProperty("coverage").GetProperty("cells").EnumerateArray().ToArray();
        var text = File.ReadAllText(Page);
        Assert.StartsWith("<!DOCTYPE html>\n", text, StringComparison.Ordinal);
        var page = XDocument.Parse(text[text.IndexOf('\n', StringComparison.Ordinal)..]).Root!;
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("link"));
        Assert.DoesNotContain(page.Descendants().Attributes(), static attribute => attribute.Name.LocalName is "src" or "href");
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("/>", text.Replace(" />", "/>", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\"/>", "", StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var columns = page.Descendants("thead").Single().Elements("tr").Last().Elements("th").Count();
        var rows = page.Descendants("tbody").SelectMany(static body => body.Elements("tr").Skip(1)).ToArray();
        Assert.All(rows, row => Assert.Equal(columns, row.Elements("td").Count()));
        int Marked(string style) => rows.SelectMany(static row => row.Elements("td")).Count(cell => cell.Attribute("class")!.Value.Split(' ').Contains(style));
        Assert.Equal(cells.Count(static cell => cell.GetProperty("state").GetString() == "met"), Marked("heat"));
        Assert.Equal(cells.Count(static cell => cell.GetProperty("state").GetString() == "never-met"), Marked("diverges"));
        Assert.Equal(0, Marked("missing"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_page()
    {
        Run("hardware", "--html", Page);
        var first = File.ReadAllText(Page);
        Run("hardware", "--html", Page);
        Assert.Equal(first, File.ReadAllText(Page));
        Run("hardware", "--html", Page, "--seed", "2");
        Assert.NotEqual(first, File.ReadAllText(Page));
    }

    [Fact]
    public void A_target_that_diverges_still_has_its_coverage()
    {
        var (exitCode, output, _) = Run("oslock-v2");
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("oslock-v2 diverges", output, StringComparison.Ordinal);
        Assert.Contains("events in a block", output, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_child_process_is_counted_too() => MeetsWhatItCan($"exec:{Child.Example()}");

    [QemuFact]
    public void Qemu_is_counted_too() => MeetsWhatItCan("qemu");

    [Theory]
    [InlineData("oslock: there is no target 'linux-6.15'; did you mean linux-6.14 or linux-6.1 or linux-5.17?", "linux-6.15")]
    [InlineData("oslock: '--htlm' is not known here; did you mean --html?", "--htlm")]
    [InlineData("oslock: --format expects text or json, got 'html'", "hardware", "--format", "html")]
    [InlineData("oslock: --html expects a file that can be written to, got '/proc/none/page'", "hardware", "--html", "/proc/none/page")]
    [InlineData("oslock: --tests expects a number of tests, 1 or more, got '0'", "hardware", "--tests", "0")]
    [InlineData("oslock: --kernel and --init belong to the target kvm: 'oslock coverage kvm --kernel IMAGE'", "hardware", "--kernel", "6.1")]
    public void Wrong_usage_is_one_line_and_exit_code_2(string line, params string[] arguments)
    {
        var (exitCode, output, error) = CommandLineRun.Of(["coverage", .. arguments]);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal(line, error.TrimEnd());
    }

    private void MeetsWhatItCan(string target)
    {
        var cells = Json(target).GetProperty("check").GetProperty("coverage").GetProperty("cells").EnumerateArray().ToArray();
        foreach (var rule in (string[])["OSL-2", "OSL-6", "DBG-6", "SST-1"])
            Assert.Contains(cells, cell => cell.GetProperty("subject").GetString() == rule && cell.GetProperty("state").GetString() == "met");
    }

    private static string Mark(JsonElement cell) => cell.ValueKind == JsonValueKind.Undefined ? "."
        : cell.GetProperty("count").GetInt64() is > 0 and var count ? count.ToString(CultureInfo.InvariantCulture).Length.ToString(CultureInfo.InvariantCulture) : "!";

    private JsonElement Json(params string[] arguments) => JsonDocument.Parse(Run([.. arguments, "--format", "json"]).Output).RootElement;

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) =>
        CommandLineRun.Of(["coverage", .. arguments, "--tests", "300", "--out", Path.Combine(_folder, "findings")]);
}
