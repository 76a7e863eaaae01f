using OsLockConformance.Cli;
using OsLockConformance.Model.Errata;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

/// <summary>The whole way: a kernel's own KVM, booted in QEMU with the harness as its process 1.</summary>
public sealed class KernelCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oslock-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [KernelTheory]
    [InlineData("cortex-a57")]
    [InlineData("cortex-a76")]
    public void A_kernel_conforms_with_its_errata_and_agrees_with_the_simulated_one(string cpu)
    {
        var (exitCode, output, _) = Run("check", "kvm", "--kernel", PreparedKernel.Version, "--cpu", cpu, "--tests", "150", "--twin", "linux-6.1", "--out", _folder);
        Assert.Equal(ExitCode.Conforms, exitCode);
        Assert.StartsWith("kvm conforms: 150 scenarios, ", output, StringComparison.Ordinal);
        Assert.Contains($" on {cpu} in QEMU, with the errata of linux-6.1", output, StringComparison.Ordinal);
        Assert.Contains("accepted kvm-init-unlocked (OSL-1), seen ", output, StringComparison.Ordinal);
        Assert.Contains("twin linux-6.1: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("the twin diverges", output, StringComparison.Ordinal);
    }

    [KernelFact]
    public void A_strict_check_finds_its_errata_unaided()
    {
        var (exitCode, output, _) = Run("check", "kvm", "--kernel", PreparedKernel.Version, "--tests", "600", "--length", "4", "--guest-only", "--strict", "--out", _folder);
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains("(declared: kvm-init-unlocked)", output, StringComparison.Ordinal);
        Assert.Contains("(declared: kvm-transfer-registers-undefined)", output, StringComparison.Ordinal);
        Assert.Contains("(declared: kvm-mdscr-high-lost)", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n').Where(static line => line.StartsWith("  OSL-", StringComparison.Ordinal) || line.StartsWith("  DBG-", StringComparison.Ordinal) || line.StartsWith("  SST-", StringComparison.Ordinal)),
            static line => Assert.Contains("(declared: ", line, StringComparison.Ordinal));
    }

    [KernelTheory]
    [InlineData("errata/kvm-init-unlocked.oslock", "OSL-1")]
    [InlineData("errata/kvm-mdscr-high-lost.oslock", "VMM-5")]
    [InlineData("errata/kvm-step-syndrome.oslock", "SST-1")]
    public void A_witness_shows_its_erratum_on_the_kernel(string trace, string rule)
    {
        var path = CorpusFiles.PathOf(trace);
        var (exitCode, output, _) = Run("replay", path, "--target", "kvm", "--kernel", PreparedKernel.Version, "--accept", AllBut(Path.GetFileNameWithoutExtension(trace)));
        Assert.Equal(ExitCode.Diverges, exitCode);
        Assert.Contains($": {rule}, ", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Conforms, Run("replay", path, "--target", "kvm", "--kernel", PreparedKernel.Version).ExitCode);
    }

    private static string AllBut(string erratum) => string.Join(',', ErratumCatalogue.DeclaredFor("linux-6.1").Select(static declared => declared.Name).Where(name => name != erratum));

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLineRun.Of(arguments);
}
