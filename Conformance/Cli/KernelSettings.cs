using System.CommandLine;

namespace OsLockConformance.Cli;

/// <summary>The options that say which kernel the target <c>kvm</c> is.</summary>
internal sealed class KernelSettings
{
    private readonly Option<string> _kernel = new("--kernel")
    {
        Description = "the kernel of the target kvm, booted in QEMU: an arm64 Image, or a version that 'oslock kernels list' shows",
        HelpName = "IMAGE",
    };

    private readonly Option<string> _init = new("--init")
    {
        Description = "the published Conformance/Init that becomes its process 1 (default: published when it is first needed)",
        HelpName = "PATH",
    };

    /// <summary>Adds the options to a command.</summary>
    public static KernelSettings AddTo(Command command)
    {
        var settings = new KernelSettings();
        command.Options.Add(settings._kernel);
        command.Options.Add(settings._init);
        return settings;
    }

    /// <summary>What the command line says.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="qemu">The options that kvm shares with the target qemu.</param>
    public KernelChoice Of(ParseResult result, QemuSettings qemu) =>
        new(result.GetValue(_kernel), result.GetValue(_init), qemu.PathOf(result), qemu.CpuOf(result));
}
