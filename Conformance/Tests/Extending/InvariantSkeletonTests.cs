using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OsLockConformance.Cli;
using OsLockConformance.Harness.Checking;
using OsLockConformance.Harness.Extending;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Implementation.Kvm;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;
using OsLockConformance.Tests.Cli;
using Xunit;

namespace OsLockConformance.Tests.Extending;

public sealed class InvariantSkeletonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Compiles a file as the project that it belongs to does: implicit usings, nullable, documentation, warnings as errors.</summary>
    private static Assembly Compile(string source)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Skeleton",
            [CSharpSyntaxTree.ParseText(source, options), CSharpSyntaxTree.ParseText("global using System;", options)],
            platform.Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    [Theory]
    [InlineData("HostKeepsItsTags", "host-keeps-its-tags", RuleId.ISO_6)]
    [InlineData("MDSCRIsKept2", "mdscr-is-kept2", RuleId.ISO_2)]
    [InlineData("X", "x", RuleId.OSL_6)]
    public void The_skeleton_compiles_is_found_and_says_that_it_is_not_written(string name, string printed, RuleId rule)
    {
        var found = Assert.Single(InvariantCatalogue.FindIn(Compile(InvariantSkeleton.Write(name, rule))));
        Assert.Equal((name, printed, rule), (found.GetType().Name, found.Name, found.Rule));
        var report = new CheckRunner(new KvmTarget(KvmVersion.Linux6_14), new CheckOptions { Scenarios = 100, Invariants = [found] }).Run();
        var finding = Assert.Single(report.Findings);
        Assert.Equal(DivergenceKind.InvariantThrew, finding.Signature.Kind);
        Assert.Contains($"{name} is not written yet", finding.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void New_invariant_writes_the_skeleton_and_never_over_a_file()
    {
        var path = Path.Combine(_folder, "HostKeepsItsTags.cs");
        Assert.Equal((ExitCode.Conforms, $"{path}\n", ""), CommandLineRun.Of("new", "invariant", "HostKeepsItsTags", "--rule", "iso-6", "--output", _folder));
        Assert.Equal(InvariantSkeleton.Write("HostKeepsItsTags", RuleId.ISO_6), File.ReadAllText(path));
        File.WriteAllText(path, "mine");
        Assert.Equal((ExitCode.Usage, "", $"oslock: '{path}' exists already and stays as it is\n"), CommandLineRun.Of("new", "invariant", "HostKeepsItsTags", "--output", _folder));
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("9Lives", "expected the name of a class, letters and digits with a capital letter first, got '9Lives'")]
    [InlineData("hostTags", "expected the name of a class, letters and digits with a capital letter first, got 'hostTags'")]
    [InlineData("Host.Tags", "expected the name of a class, letters and digits with a capital letter first, got 'Host.Tags'")]
    [InlineData("../Tags", "expected the name of a class, letters and digits with a capital letter first, got '../Tags'")]
    [InlineData("", "expected the name of a class, letters and digits with a capital letter first, got ''")]
    [InlineData("Tags\n", "expected the name of a class, letters and digits with a capital letter first, got 'Tags '")]
    [InlineData("PhysicalOsLockUntouched", "there is an invariant PhysicalOsLockUntouched already, named physical-os-lock")]
    [InlineData("ClaimTags", "there is an invariant ClaimTagsDoNotLeak already, named claim-tags")]
    public void A_bad_name_is_one_line_and_writes_nothing(string name, string line)
    {
        Assert.Equal((ExitCode.Usage, "", $"oslock: {line}\n"), CommandLineRun.Of("new", "invariant", name, "--output", _folder));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_and_a_rule_that_is_none_are_one_line()
    {
        var missing = Path.Combine(_folder, "none");
        var (exitCode, _, error) = CommandLineRun.Of("new", "invariant", "HostTags", "--output", missing);
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.StartsWith($"oslock: '{Path.Combine(missing, "HostTags.cs")}' can't be written: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Usage, "", "oslock: there is no rule 'ISO-66'; did you mean ISO-6?\n"), CommandLineRun.Of("new", "invariant", "HostTags", "--rule", "ISO-66", "--output", _folder));
    }

    [Fact]
    public void Invariants_are_listed_with_their_verdicts()
    {
        var (exitCode, output, error) = CommandLineRun.Of("invariants");
        Assert.Equal((ExitCode.Conforms, ""), (exitCode, error));
        Assert.Equal(InvariantCatalogue.All.Count, output.TrimEnd().Split('\n').Length);
        Assert.Matches("ISO-3 +os-registers-trapped +sound +reached [0-9,]+ of [0-9,]+ +false by 1 of 1626 +TrapsOsRegisters flipped at GuestEntry\n", output);
        Assert.Equal(output, CommandLineRun.Of("invariants", "--tests", "100", "--seed", "1").Output);
        Assert.Contains("\"verdict\": \"sound\"", CommandLineRun.Of("invariants", "--tests", "5", "--format", "json").Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, CommandLineRun.Of("invariants", "--tests", "0").ExitCode);
    }
}
