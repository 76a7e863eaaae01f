using System.CommandLine;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Implementation;
using OsLockConformance.Implementation.Qemu;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock targets</c>: what can be tested.</summary>
internal static class TargetsCommand
{
    /// <summary>Name and description of each target, planted faults apart; those of this process come first.</summary>
    public static IReadOnlyList<string[]> Rows { get; } =
    [
        .. TargetCatalogue.Names.Where(static name => TargetCatalogue.BaseProfileOf(name) is null)
            .Select(static name => (string[])[name, TargetCatalogue.Describe(name)!]),
        [QemuTarget.NewName, "QEMU's Arm emulator, bare metal; see --qemu, --cpu and --entry of 'check'"],
        [$"{ExecTarget.Prefix}COMMAND", "any implementation, as a child process; see --patience of 'check', and Conformance/Exec/PROTOCOL.md"],
        [KvmCheck.Name, "a real kernel's KVM; see --kernel of 'check', and 'oslock kernels'"],
    ];

    public static Command Create(Terminal terminal)
    {
        var command = new Command("targets", "List the implementations that can be tested, planted faults apart.");
        command.SetAction(_ =>
        {
            PlainTable.Write(terminal, ["target", "what it is"], Rows);
            return ExitCode.Conforms;
        });
        return command;
    }
}
