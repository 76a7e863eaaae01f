using System.Text.RegularExpressions;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests;

public sealed partial class ReadmeTests
{
    // Conformance/Corpus is two levels below the root.
    private static readonly string Root = Path.GetFullPath(CorpusFiles.PathOf("../.."));

    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public void The_table_of_deviations_has_every_erratum_with_its_rule_and_no_other()
    {
        var rows = ErratumRow().Matches(Text).Select(static row => (row.Groups[1].Value, row.Groups[2].Value)).Order().ToArray();
        Assert.Equal(ErratumCatalogue.All.Select(static erratum => (erratum.Name, erratum.Rule.Print())).Order(), rows);
    }

    [Fact]
    public void Every_file_and_folder_that_the_README_names_exists()
    {
        var paths = RepositoryPath().Matches(Text).Select(static path => path.Value).Where(static path => !path.Contains("/bin/", StringComparison.Ordinal)
            && !path.EndsWith("/ID.oslock", StringComparison.Ordinal)
            // The one that the reader is asked to add.
            && !path.EndsWith("/LockedGuestTraps.cs", StringComparison.Ordinal)).Distinct().ToArray();
        Assert.True(paths.Length > 20, "the README names too few files");
        Assert.All(paths, static path => Assert.True(Path.Exists(Path.Combine(Root, path)), $"{path} does not exist"));
    }

    [GeneratedRegex(@"^\| `((?:kvm|qemu)-[a-z0-9.-]+)` \| ([A-Z]+-\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ErratumRow();

    [GeneratedRegex(@"\b(?:Model|Implementation|Conformance)/[\w./-]*[\w/]")]
    private static partial Regex RepositoryPath();
}
