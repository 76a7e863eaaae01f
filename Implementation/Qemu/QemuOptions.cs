namespace OsLockConformance.Implementation.Qemu;

/// <summary>Which QEMU, and which machine of it.</summary>
public sealed record QemuOptions
{
    /// <summary>The program, by path or by name.</summary>
    public string Path { get; init; } = "qemu-system-aarch64";

    /// <summary>The folder of its data files; null where it finds them by itself. An unpacked package needs it.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The CPU, as QEMU names it.</summary>
    public string Cpu { get; init; } = "cortex-a57";

    /// <summary>The machine starts at EL2 instead of EL1; the monitor goes down to EL1.</summary>
    public bool EntersAtEl2 { get; init; }

    /// <summary>How long a queue may take before the target counts as hanging.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}
