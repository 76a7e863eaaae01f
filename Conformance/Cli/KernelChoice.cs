namespace OsLockConformance.Cli;

/// <summary>Which kernel the target <c>kvm</c> is; what was not given is null.</summary>
/// <param name="Kernel">An image, or a version.</param>
/// <param name="Init">Process 1.</param>
/// <param name="Qemu">The emulator.</param>
/// <param name="Cpu">Its CPU.</param>
internal sealed record KernelChoice(string? Kernel, string? Init, string? Qemu, string? Cpu)
{
    /// <summary>Whether neither a number of scenarios nor a time was given.</summary>
    public bool HasDefaultBudget { get; init; }
}
