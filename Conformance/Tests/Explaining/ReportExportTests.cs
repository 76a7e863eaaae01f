using System.Xml.Linq;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Explaining;
using OsLockConformance.Harness.Exports;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Implementation;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Vocabulary;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Kvm;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Explaining;

/// <summary>The texts for a mail and for a browser.</summary>
public sealed class ReportExportTests
{
    private const int Columns = 75;

    /// <summary>A finding of each chapter: rules of the lock, of breakpoints, of software step, of userspace and of isolation.</summary>
    public static TheoryData<string, string> Findings => new()
    {
        { "OslkInWrongBit", "OSL" },
        { "OwnerIgnoresMde", "VMM" },
        { "OwnerIgnoresLock", "ISO" },
        { "SkipKeepsPstateSS", "SST" },
        { "ExternalStateNotReplaced", "VMM" },
        { "HostMdscrNotRestored", "ISO" },
        { "WcrLoadedFromBcr", "REG" },
    };

    private static Explanation Explain(string fault)
    {
        var planted = Implementation.Faults.PlantedFaults.Get(Enum.Parse<Implementation.Faults.FaultId>(fault));
        Assert.True(TargetCatalogue.TryCreate(planted.TargetName, out var target));
        return Explanation.Of(new Scenario(PeConfiguration.Default, FaultScenarios.Of(planted.Id)), target, ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)));
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void A_mail_has_all_its_parts_in_75_columns(string fault, string chapter)
    {
        var explanation = Explain(fault);
        Assert.StartsWith(chapter, explanation.Rule!.Name, StringComparison.Ordinal);
        var lines = MarkdownExport.Write(explanation).Split('\n');
        Assert.StartsWith($"Subject: {explanation.Target}: ", lines[0], StringComparison.Ordinal);
        foreach (var part in (string[])["What the program does", "Expected", "Got", "Likely cause", "How to reproduce", "Versions"])
            Assert.Contains(part, lines);
        Assert.Contains(lines, line => line.StartsWith("Source: ", StringComparison.Ordinal));
        var (from, to) = (Array.IndexOf(lines, "```"), Array.LastIndexOf(lines, "```"));
        Assert.All(lines.Skip(1).Where((_, i) => i + 1 <= from || i + 1 >= to), static line => Assert.InRange(line.Length, 0, Columns));
        Assert.All(lines, static line => Assert.DoesNotContain(line, static character => character is '\r' or '\t' or > '~'));
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void The_trace_in_a_mail_replays(string fault, string chapter)
    {
        var explanation = Explain(fault);
        var parts = MarkdownExport.Write(explanation).Split("```\n");
        var trace = TraceParser.ParseText(parts[1]);
        Assert.Equal(explanation.Scenario, trace.Scenario);
        Assert.StartsWith(chapter, trace.Expectations[0].Rule!.Value.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void A_page_is_well_formed_and_has_nothing_from_elsewhere(string fault, string chapter)
    {
        var explanation = Explain(fault);
        var html = HtmlExport.Write(explanation);
        var page = XDocument.Parse(html);
        Assert.Contains(chapter, page.Root!.Element("head")!.Element("title")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants(), static element => element.Name.LocalName is "script" or "link" or "img");
        // HTML takes what is in a style as it stands, escaped or not.
        Assert.DoesNotContain(page.Descendants("style").Single().Value, static character => character is '<' or '>' or '&');
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        var timeline = page.Descendants("ol").Single();
        Assert.Equal(explanation.Actions.Count, timeline.Elements("li").Count());
        Assert.Single(timeline.Elements("li"), static item => item.Attribute("class")!.Value == "step card diverges");
        Assert.Equal(explanation.Comparison.Count(static field => field.Differs), page.Descendants("tr").Count(static row => row.Attribute("class")?.Value == "differs"));
        Assert.Equal(explanation.Actions.Sum(static action => action.State.Count(static field => field.Changed)),
            page.Descendants("li").Count(static item => item.Attribute("class")?.Value == "changed"));
    }

    [Fact]
    public void The_same_trace_gives_the_same_texts()
    {
        Assert.Equal(MarkdownExport.Write(Explain("OwnerIgnoresLock")), MarkdownExport.Write(Explain("OwnerIgnoresLock")));
        Assert.Equal(HtmlExport.Write(Explain("OwnerIgnoresLock")), HtmlExport.Write(Explain("OwnerIgnoresLock")));
    }

    [Fact]
    public void A_command_that_accepts_single_errata_is_broken_as_the_shell_allows()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var target));
        var accepted = ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)) & ~ErratumId.KvmInitUnlocked;
        var trace = TraceParser.ParseFile(CorpusFiles.PathOf("errata/kvm-init-unlocked.oslock"));
        var lines = MarkdownExport.Write(Explanation.Of(trace.Scenario, target, accepted)).Split('\n');
        var first = Array.FindIndex(lines, static line => line.StartsWith("    $ oslock replay", StringComparison.Ordinal));
        Assert.EndsWith(" \\", lines[first], StringComparison.Ordinal);
        Assert.Contains("--accept kvm-osdlr", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.DoesNotContain("--accept kvm-init-unlocked", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("markdown", "Subject: linux-5.17: ")]
    [InlineData("html", "<!DOCTYPE html>")]
    public void The_export_command_writes_both(string format, string start)
    {
        var path = CorpusFiles.PathOf("os-lock/good_osl6_breakpoint_blocked_at_el0.oslock");
        var (exitCode, output, _) = Run("export", path, "--as", format, "--target", "linux-5.17");
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.StartsWith(start, output, StringComparison.Ordinal);
        (exitCode, output, var error) = Run("export", path, "--as", format, "--target", "linux-6.14");
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal("oslock: linux-6.14 conforms: there is nothing to report; name a target that diverges with --target", error.TrimEnd());
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLineRun.Of(arguments);

    [Fact]
    public void A_target_that_conforms_has_a_page_but_no_mail()
    {
        Assert.True(TargetCatalogue.TryCreate("linux-6.14", out var target));
        var explanation = Explanation.Of(new Scenario(PeConfiguration.Default, FaultScenarios.Of(Implementation.Faults.FaultId.OwnerIgnoresLock)), target,
            ErratumCatalogue.SetOf(TargetCatalogue.ErrataOf(target)));
        Assert.Throws<ArgumentException>(() => MarkdownExport.Write(explanation));
        Assert.Contains("✓ conforms", HtmlExport.Write(explanation), StringComparison.Ordinal);
    }
}
