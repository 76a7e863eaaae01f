using System.CommandLine;
using OsLockConformance.Implementation.Qemu;

namespace OsLockConformance.Cli;

/// <summary>The options that say which QEMU the target <c>qemu</c> is.</summary>
internal sealed class QemuSettings
{
    private readonly Option<string> _path = new("--qemu") { Description = "the QEMU of the targets qemu and kvm (default: qemu-system-aarch64; kvm: the one that was fetched)", HelpName = "PATH" };
    private readonly Option<string> _cpu = new("--cpu") { Description = "its CPU, as QEMU names it (default: cortex-a57; kvm: cortex-a76)", HelpName = "CPU" };
    private readonly Option<string> _entry = new("--entry") { Description = "where its machine starts: el1 or el2 (default: el1)", HelpName = "EL" };

    /// <summary>Adds the options to a command.</summary>
    public static QemuSettings AddTo(Command command)
    {
        var settings = new QemuSettings();
        command.Options.Add(settings._path);
        command.Options.Add(settings._cpu);
        command.Options.Add(settings._entry);
        return settings;
    }

    /// <summary>The QEMU that was given, or null.</summary>
    public string? PathOf(ParseResult result) => result.GetValue(_path);

    /// <summary>The CPU that was given, or null.</summary>
    public string? CpuOf(ParseResult result) => result.GetValue(_cpu);

    /// <summary>What the command line says.</summary>
    public QemuOptions Of(ParseResult result)
    {
        var options = new QemuOptions
        {
            EntersAtEl2 = result.GetValue(_entry) switch
            {
                null or "el1" => false,
                "el2" => true,
                var other => throw new UsageException($"--entry expects el1 or el2, got '{other}'"),
            },
        };
        if (result.GetValue(_path) is { } path)
            options = options with { Path = path };
        return result.GetValue(_cpu) is { } cpu ? options with { Cpu = cpu } : options;
    }
}
