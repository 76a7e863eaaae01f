using System.Text.RegularExpressions;
using OsLockConformance.Cli;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Tests.Cli;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Exports;

public sealed partial class ExportTests : IDisposable
{
    private const string Osl = "selftest/good_os_lock_blocks_breakpoint.oslock";
    private const string Dbg = "errata/qemu-watchpoint-hits-remembered.oslock";
    private const string Sst = "errata/kvm-step-syndrome.oslock";
    private const string Vmm = "userspace/good_vmm6_lock_set_by_userspace_blocks.oslock";
    private const string Iso = "userspace/bad_iso1_lock_reaches_the_hardware.oslock";

    private static readonly string[] CFlags = ["-O2", "-Wall", "-Wextra", "-Werror"];

    private readonly string _folder = Directory.CreateTempSubdirectory("oslock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [CrossCompilerTheory]
    [InlineData(Osl, "linux-5.17")]
    [InlineData(Dbg, "hardware")]
    [InlineData(Sst, "linux-6.1")]
    [InlineData(Vmm, "linux-5.17")]
    [InlineData(Iso, "oslock-v1")]
    [InlineData("userspace/good_vmm3_userspace_breakpoints.oslock", "linux-6.14")]
    [InlineData("userspace/good_iso_two_guests_two_locks.oslock", "linux-5.17")]
    [InlineData("userspace/good_vmm7_migration_keeps_the_lock.oslock", "linux-5.17")]
    [InlineData("debug/good_reg1_beyond_the_last_is_undefined.oslock", "linux-6.1")]
    public void A_selftest_compiles(string trace, string target) =>
        Assert.Equal("", CrossTools.Compile([.. CFlags, "-I", CrossTools.Stubs("selftests"), "-c", Export(trace, "selftest", target, "c"), "-o", Out("o")]));

    [CrossCompilerTheory]
    [InlineData(Osl, "linux-5.17")]
    [InlineData(Dbg, "hardware")]
    [InlineData(Sst, "linux-6.1")]
    [InlineData("debug/good_dbg5_context_alone_matches_everywhere.oslock", "hardware")]
    public void A_kvm_unit_test_compiles(string trace, string target) =>
        Assert.Equal("", CrossTools.Compile([.. CFlags, "-ffreestanding", "-I", CrossTools.Stubs("kvm-unit-tests"), "-c", Export(trace, "kvm-unit-tests", target, "c"), "-o", Out("o")]));

    [CrossCompilerTheory]
    [InlineData(Osl, "linux-5.17")]
    [InlineData(Dbg, "hardware")]
    [InlineData(Sst, "linux-6.1")]
    [InlineData("os-lock/good_osl3_wrong_direction_is_undefined.oslock", "hardware")]
    [InlineData("debug/good_mem1_sizes.oslock", "hardware")]
    [InlineData("debug/good_reg4_daif_at_el0.oslock", "hardware")]
    public void The_encodings_of_a_listing_are_what_the_assembler_makes_of_it(string trace, string target)
    {
        var source = Export(trace, "asm", target, "s");
        Assert.Equal("", Link(source));
        var written = WrittenWord().Matches(File.ReadAllText(source)).Select(static word => word.Groups[1].Value).ToArray();
        var (_, disassembly) = CrossTools.Run("aarch64-linux-gnu-objdump", "-d", Out("elf"));
        var assembled = Block().Matches(disassembly.ReplaceLineEndings("\n")).SelectMany(static block => DisassembledWord().Matches(block.Value).Take(4))
            .Select(static word => word.Groups[1].Value);
        Assert.NotEmpty(written);
        Assert.Equal(written, assembled);
    }

    [Theory]
    [InlineData(Osl, "linux-5.17")]
    [InlineData(Dbg, "hardware")]
    [InlineData(Sst, "linux-6.1")]
    [InlineData(Vmm, "linux-5.17")]
    [InlineData(Iso, "oslock-v1")]
    public void A_syzkaller_program_has_every_run_and_no_second_definition(string trace, string target)
    {
        var text = File.ReadAllText(Export(trace, "syz", target, "txt"));
        Assert.Contains("ioctl$KVM_RUN(r2, 0xae80, 0x0)", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), static line => Assert.Matches(@"^(#.*|(r\d = )?[a-z_]+(\$\w+)?\(.*\))$", line));
        var defined = Regex.Matches(text, @"^(r\d) = ", RegexOptions.Multiline).Select(static match => match.Value).ToArray();
        Assert.Equal(defined.Distinct(), defined);
        Assert.All(Regex.Matches(text, @"\((r\d)").Select(static match => $"{match.Groups[1].Value} = "), used => Assert.Contains(used, defined));
    }

    [Theory]
    [InlineData("kvm-unit-tests", Vmm, "linux-5.17", 8, "expected an action of the guest, since a program as kvm-unit-tests is one, got 'set-reg OSLSR_EL1, 0xa'")]
    [InlineData("asm", Vmm, "linux-5.17", 8, "expected an action of the guest, since a program as asm is one, got 'set-reg OSLSR_EL1, 0xa'")]
    [InlineData("selftest", "userspace/good_vmm2_migration_may_lose_a_step.oslock", "linux-6.1", 8, "expected a block without events, since a program as selftest cannot stop a guest at an instruction, got 'run B EL1h { nop; !migrate; nop }'")]
    [InlineData("syz", "userspace/good_vmm7_migration_keeps_the_lock.oslock", "linux-6.1", 8, "expected an action whose system calls need no value of an earlier one, got 'migrate'")]
    [InlineData("selftest", "os-lock/good_osl1_cold_reset_locks_warm_reset_does_not.oslock", "hardware", 7, "expected an action of a guest, of userspace or of the host, since userspace cannot reset a PE, got 'warm-reset'")]
    public void What_a_format_cannot_express_is_one_line_and_exit_code_2(string format, string trace, string target, int line, string complaint)
    {
        var path = CorpusFiles.PathOf(trace);
        var (exitCode, output, error) = Run("export", path, "--as", format, "--target", target);
        Assert.Equal((ExitCode.Usage, ""), (exitCode, output));
        Assert.Equal($"{path}:{line}:1: {complaint}", error.TrimEnd());
    }

    [Fact]
    public void A_divergence_of_the_host_alone_is_refused_where_no_program_can_see_it()
    {
        var (exitCode, _, error) = Run("export", CorpusFiles.PathOf(Iso), "--as", "asm");
        Assert.Equal(ExitCode.Usage, exitCode);
        Assert.EndsWith("which a program as asm cannot see", error.TrimEnd(), StringComparison.Ordinal);
        // Userspace can: its own watchpoint no longer fires.
        Assert.Contains("check_host(step);", File.ReadAllText(Export(Iso, "selftest", "oslock-v1", "c")), StringComparison.Ordinal);
        Assert.DoesNotContain("check_host", File.ReadAllText(Export(Osl, "selftest", "linux-5.17", "c")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_format_is_one_line() =>
        Assert.StartsWith("oslock: --as expects selftest, ", Run("export", CorpusFiles.PathOf(Osl), "--as", "pdf").Error, StringComparison.Ordinal);

    [CrossQemuTheory]
    [InlineData("errata/qemu-lock-ignored-breakpoint-el1.oslock", "qemu", 1)]
    [InlineData("debug/good_dbg3_direction.oslock", "hardware", 0)]
    [InlineData("os-lock/good_osl4_el0_has_no_access.oslock", "hardware", 0)]
    public void A_listing_on_QEMU_tells_what_conforms(string trace, string target, int exitCode)
    {
        Assert.Equal("", Link(Export(trace, "asm", target, "s")));
        var (actual, output) = CrossTools.Run("qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a57", "-nodefaults", "-display", "none",
            "-semihosting-config", "enable=on,target=native", "-kernel", Out("elf"));
        Assert.Equal(exitCode, actual);
        Assert.Equal(exitCode != 0, output.Contains("not ok", StringComparison.Ordinal));
    }

    [CrossKernelTheory]
    [InlineData(Osl)]
    [InlineData("userspace/good_iso_two_guests_two_locks.oslock")]
    public void A_selftest_fails_on_a_kernel_without_the_lock_and_passes_on_one_with_it(string trace)
    {
        var source = Export(trace, "selftest", "linux-5.17", "c");
        Assert.Equal("", CrossTools.Compile([.. CFlags, "-static", "-I", CrossTools.Stubs("selftests"), source, Path.Combine(CrossTools.Stubs("selftests"), "library.c"), "-o", Out("init")]));
        Initramfs.Write(Out("cpio"), Out("init"), []);

        Assert.Equal("exit code 254", Boot("5.10"));
        Assert.Equal("exit code 0", Boot("6.1"));
    }

    private string Boot(string version)
    {
        var cache = new KernelCache();
        List<string> lines = [];
        new EmulatedKernel { Image = cache.ImageOf(version), Qemu = cache.Qemu }.Run(Out("cpio"), lines.Add);
        return Assert.Single(lines, static line => line.StartsWith("exit code ", StringComparison.Ordinal));
    }

    private string Link(string source) =>
        CrossTools.Compile("-nostdlib", "-static", "-Wl,-Ttext=0x40080000,--build-id=none", "-o", Out("elf"), source);

    private string Export(string trace, string format, string target, string extension)
    {
        var path = Out(extension);
        var (exitCode, output, error) = Run("export", CorpusFiles.PathOf(trace), "--as", format, "--target", target, "--out", path);
        Assert.Equal((ExitCode.Conforms, "", ""), (exitCode, output, error));
        return path;
    }

    private string Out(string extension) => Path.Combine(_folder, $"export.{extension}");

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments) => CommandLineRun.Of(arguments);

    [GeneratedRegex(@"\t\t// ([0-9a-f]{8})(?:\t|$)", RegexOptions.Multiline)]
    private static partial Regex WrittenWord();

    [GeneratedRegex(@"<block_\d+>:\n(?:.+\n)+")]
    private static partial Regex Block();

    [GeneratedRegex(@"^ *[0-9a-f]+:\t([0-9a-f]{8}) ", RegexOptions.Multiline)]
    private static partial Regex DisassembledWord();
}
