using OsLockConformance.Harness.Exec;

namespace OsLockConformance.Cli;

/// <summary>Which kernel the target <c>kvm</c> is; what was not given is null.</summary>
/// <param name="Kernel">An image, or a version.</param>
/// <param name="Init">Process 1.</param>
/// <param name="Qemu">The emulator.</param>
/// <param name="Cpu">Its CPU.</param>
internal sealed record KernelChoice(string? Kernel, string? Init, string? Qemu, string? Cpu)
{
    /// <summary>The options that name it again.</summary>
    public string Options => string.Concat(
        new (string Name, string? Value)[] { ("--kernel", Kernel), ("--cpu", Cpu), ("--qemu", Qemu), ("--init", Init) }
            .Where(static option => option.Value is not null)
            .Select(static option => $" {option.Name} {CommandWords.Quote(option.Value!)}"));

    /// <summary>Whether neither a number of scenarios nor a time was given.</summary>
    public bool HasDefaultBudget { get; init; }
}
