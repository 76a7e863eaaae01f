using System.Text.RegularExpressions;
using OsLockConformance.Cli;
using OsLockConformance.Implementation.Faults;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Registers;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.References;

public sealed partial class ReferenceTests
{
    private static readonly string Folder = Path.GetFullPath(CorpusFiles.PathOf("../Reference"));

    [Fact]
    public void The_committed_reference_is_what_its_sources_say()
    {
        var (exitCode, output, error) = CommandLineRun.Of("reference", "--check", "--output", Folder);
        Assert.True(exitCode == ExitCode.Conforms, output + error);
    }

    [Fact]
    public void A_reference_that_is_not_current_is_named_with_the_command_that_refreshes_it()
    {
        var copy = Directory.CreateTempSubdirectory("oslock").FullName;
        try
        {
            Assert.Equal(ExitCode.Conforms, CommandLineRun.Of("reference", "--output", copy).ExitCode);
            Assert.Equal((ExitCode.Conforms, ""), Check());
            File.AppendAllText(Path.Combine(copy, "rules.md"), "\n");
            File.Delete(Path.Combine(copy, "faults.md"));
            Assert.Equal((ExitCode.Diverges, "rules.md is not what its sources say; 'oslock reference' writes it\nfaults.md is not what its sources say; 'oslock reference' writes it\n"), Check());

            (int, string) Check()
            {
                var run = CommandLineRun.Of("reference", "--check", "--output", copy);
                return (run.ExitCode, run.Output.ReplaceLineEndings("\n"));
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void Nothing_that_the_catalogues_have_is_missing()
    {
        Assert.All(RuleCatalogue.All, static rule => Assert.Contains($"\n## {rule.Name}\n", Read("rules.md"), StringComparison.Ordinal));
        Assert.All(RegisterTable.Registers, static register => Assert.Contains($"\n## {register.NamePattern.Replace("{0}", "n", StringComparison.Ordinal)}\n", Read("registers.md"), StringComparison.Ordinal));
        Assert.All(ErratumCatalogue.All, static erratum => Assert.Contains($"\n## {erratum.Name}\n", Read("errata.md"), StringComparison.Ordinal));
        Assert.All(PlantedFaults.All, static fault => Assert.Contains($"`{fault.TargetName}`", Read("faults.md"), StringComparison.Ordinal));
        Assert.Contains("\n## oslock corpus minimize\n", Read("commands.md"), StringComparison.Ordinal);
        Assert.Contains("| OSLK | 1 |", Read("registers.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_names_a_file_of_the_model_and_a_test() => Assert.All(
        Read("rules.md").Split("\n## ").Skip(1),
        static section =>
        {
            Assert.Contains("\n- Model: ", section, StringComparison.Ordinal);
            Assert.Contains("\n- Tests: ", section, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_link_leads_somewhere()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.md"))
        {
            foreach (var target in Link().Matches(File.ReadAllText(file)).Select(static link => link.Groups["target"].Value).Distinct())
            {
                var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, "");
                var full = path.Length == 0 ? file : Path.GetFullPath(Path.Combine(Folder, path));
                Assert.True(File.Exists(full), $"{file} links to {target}");
                if (anchor.Length > 0)
                    Assert.True(Headings(full).Contains(anchor), $"{file} links to {target}");
            }
        }
    }

    private static string[] Headings(string file) =>
    [
        .. File.ReadLines(file).Where(static line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(static line => NotInAnchors().Replace(line[3..].ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^a-z0-9_ -]")]
    private static partial Regex NotInAnchors();
}
