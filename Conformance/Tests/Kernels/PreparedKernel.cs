using OsLockConformance.Implementation.Kernels;
using Xunit;

namespace OsLockConformance.Tests.Kernels;

/// <summary>A test on a real kernel in QEMU; skipped with the reason where that has not been prepared.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute() => Skip = PreparedKernel.Missing;
}

/// <summary>As <see cref="KernelFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute() => Skip = PreparedKernel.Missing;
}

/// <summary>The kernel that the tests boot.</summary>
internal static class PreparedKernel
{
    public const string Version = "6.1";

    private const string Remedy = $"'oslock kernels prepare {Version}' does it";

    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing { get; } = Reason();

    private static string? Reason()
    {
        var cache = new KernelCache();
        if (!cache.List().Any(static entry => entry.Release.Version == Version) || !File.Exists(cache.Qemu))
            return $"kernel {Version} and QEMU 10 have not been fetched: {Remedy}";
        return InitProgram.Find(cache, AppContext.BaseDirectory) is null
            ? $"Conformance/Init has not been published from these sources: {Remedy}"
            : null;
    }
}
