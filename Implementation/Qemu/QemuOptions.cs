namespace OsLockConformance.Implementation.Qemu;

/// <summary>Which QEMU, and which machine of it.</summary>
public sealed record QemuOptions
{
    /// <summary>The program, by path or by name.</summary>
    public string Path { get; init; } = "qemu-system-aarch64";

    /// <summary>The folder of its data files if it is beside the program, as in an unpacked package, which does not find it by itself.</summary>
    public string? DataFolder
    {
        get
        {
            var folder = System.IO.Path.GetDirectoryName(Path);
            if (string.IsNullOrEmpty(folder))
                return null;
            var data = System.IO.Path.Combine(folder, "..", "share", "qemu");
            return Directory.Exists(data) ? data : null;
        }
    }

    /// <summary>The CPU, as QEMU names it.</summary>
    public string Cpu { get; init; } = "cortex-a57";

    /// <summary>The machine starts at EL2 instead of EL1; the monitor goes down to EL1.</summary>
    public bool EntersAtEl2 { get; init; }

    /// <summary>How long a queue may take before the target counts as hanging.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a single action may take, so that the one that hangs is found sooner.</summary>
    public TimeSpan PatienceForOne => Patience < MaximumForOne ? Patience : MaximumForOne;

    private static readonly TimeSpan MaximumForOne = TimeSpan.FromSeconds(5);
}
