using System.CommandLine;

namespace OsLockConformance.Cli.Matrices;

/// <summary>The arguments and options that choose the columns.</summary>
internal sealed class MatrixSettings
{
    private readonly Argument<string[]> _targets = new("TARGET") { Arity = ArgumentArity.ZeroOrMore, Description = "targets; 'oslock targets' lists them" };
    private readonly Option<bool> _all = new("--all") { Description = "also what is not there: kernels that have not been fetched, a missing QEMU" };
    private readonly Option<string[]> _kernels = new("--kernel") { Description = "a real kernel: a version that 'oslock kernels list' shows, or an arm64 Image; several with commas", HelpName = "VERSION" };
    private readonly Option<string[]> _cpus = new("--cpu") { Description = "CPU of the real kernels (default: cortex-a57, where KVM runs nVHE, and cortex-a76, VHE); several with commas", HelpName = "CPU" };
    private readonly Option<string?> _qemu = new("--qemu") { Description = "the QEMU of the target qemu and of the real kernels", HelpName = "PATH" };
    private readonly Option<string?> _init = new("--init") { Description = "the published Conformance/Init that becomes process 1 of the real kernels", HelpName = "PATH" };

    /// <summary>Adds them to a command.</summary>
    public static MatrixSettings AddTo(Command command)
    {
        var settings = new MatrixSettings();
        command.Arguments.Add(settings._targets);
        foreach (var option in (Option[])[settings._all, settings._kernels, settings._cpus, settings._qemu, settings._init])
            command.Options.Add(option);
        return settings;
    }

    /// <summary>What the command line says.</summary>
    public MatrixSelection Of(Command command, ParseResult result)
    {
        var targets = result.GetValue(_targets) ?? [];
        if (Array.Find(targets, static word => word.StartsWith('-')) is { } unknown)
            throw new UsageException(ParseComplaint.Of(command, unknown));
        return new MatrixSelection(targets, result.GetValue(_all), Several(result.GetValue(_kernels)), Several(result.GetValue(_cpus)), result.GetValue(_qemu), result.GetValue(_init));
    }

    private static string[] Several(string[]? values) =>
        [.. (values ?? []).SelectMany(static value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
}
