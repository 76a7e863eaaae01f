using System.Text.RegularExpressions;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Extending;

/// <summary>Every block of Conformance/Documentation/EXTENDING.md is in the file that it is quoted from, line by line; only the indentation may be another.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Text = RepositoryFiles.Read("Conformance", "Documentation", "EXTENDING.md");

    private static readonly string[] Kinds = ["An invariant", "A rule", "A register", "A kind of action", "A KVM profile", "A planted fault", "An erratum"];

    public static TheoryData<string, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Match block in Block().Matches(Text))
                data.Add(block.Groups[1].Value, block.Groups[2].Value);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_is_in_its_file(string file, string block) =>
        Assert.Contains($"\n{WithoutIndentation(block)}", $"\n{WithoutIndentation(RepositoryFiles.Read(file.Split('/')))}", StringComparison.Ordinal);

    [Fact]
    public void Every_block_names_its_file()
    {
        var fences = Text.Split('\n').Count(static line => line.StartsWith("```", StringComparison.Ordinal));
        Assert.Equal(fences, 2 * Blocks.Count);
        Assert.True(Blocks.Count > 20, "the document quotes too little");
    }

    [Fact]
    public void Each_of_the_seven_kinds_has_a_section_with_a_block()
    {
        var sections = Text.Split("\n## ");
        Assert.Equal(Kinds, sections.Skip(1).Select(static section => section[..section.IndexOf('\n', StringComparison.Ordinal)]));
        Assert.All(sections.Skip(1), static section => Assert.Contains("```", section, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_the_document_names_exists() =>
        Assert.All(RepositoryPath().Matches(Text).Select(static path => path.Value).Where(static path => !path.EndsWith("/NAME.cs", StringComparison.Ordinal)).Distinct(),
            static path => Assert.True(RepositoryFiles.Exists(path), $"{path} does not exist"));

    private static string WithoutIndentation(string text) => string.Join('\n', text.Split('\n').Select(static line => line.Trim()));

    [GeneratedRegex(@"^`([\w./-]+)`:\n\n```(?:csharp|text)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\b(?:Model|Implementation|Conformance)/[\w./-]*[\w/]")]
    private static partial Regex RepositoryPath();
}
