using System.Diagnostics;
using OsLockConformance.Implementation.Kernels;
using OsLockConformance.Tests.Traces;
using Xunit;

namespace OsLockConformance.Tests.Exports;

/// <summary>A test that needs the C compiler for arm64; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CrossCompilerTheoryAttribute : TheoryAttribute
{
    public CrossCompilerTheoryAttribute() => Skip = CrossTools.Missing();
}

/// <summary>A test that needs the compiler, QEMU 10 and the kernels 5.10 and 6.1.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CrossKernelTheoryAttribute : TheoryAttribute
{
    public CrossKernelTheoryAttribute() => Skip = CrossTools.Missing() ?? CrossTools.MissingKernel("5.10") ?? CrossTools.MissingKernel("6.1");
}

/// <summary>A test that needs the compiler and QEMU.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CrossQemuTheoryAttribute : TheoryAttribute
{
    public CrossQemuTheoryAttribute() => Skip = CrossTools.Missing() ?? Qemu.QemuMachine.Missing;
}

/// <summary>The tools that turn an export into a program.</summary>
internal static class CrossTools
{
    private const string Gcc = "aarch64-linux-gnu-gcc";

    public static string? Missing() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, Gcc)))
        ? null
        : $"{Gcc} is not installed; it is in the package gcc-aarch64-linux-gnu";

    public static string? MissingKernel(string version)
    {
        var cache = new KernelCache();
        return !File.Exists(cache.Qemu) ? "QEMU 10 has not been fetched: 'oslock kernels fetch'"
            : File.Exists(cache.ImageOf(version)) ? null : $"Linux {version} has not been fetched: 'oslock kernels fetch {version}'";
    }

    /// <summary>The folder with the stubs of a project's interface.</summary>
    public static string Stubs(string project) => CorpusFiles.PathOf($"../Tests/Exports/stubs/{project}");

    /// <summary>Compiles; an empty answer is success.</summary>
    public static string Compile(params string[] arguments)
    {
        var (exitCode, output) = Run(Gcc, arguments);
        return exitCode == 0 ? output : $"exit code {exitCode}: {output}";
    }

    /// <summary>Runs a tool to its end: both outputs together.</summary>
    public static (int ExitCode, string Output) Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
