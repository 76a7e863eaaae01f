using System.CommandLine;
using OsLockConformance.Implementation;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock faults</c>: the mistakes that are planted into profiles to test the harness itself.</summary>
internal static class FaultsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("faults", "List the planted faults, which are targets too: oslock check fault:NAME.");
        command.SetAction(_ =>
        {
            PlainTable.Write(terminal, ["target", "base", "what it does wrong"],
                [.. TargetCatalogue.Names.Where(static name => TargetCatalogue.BaseProfileOf(name) is not null)
                    .Select(static name => (string[])[name, TargetCatalogue.BaseProfileOf(name)!, TargetCatalogue.Describe(name)!])]);
            return ExitCode.Conforms;
        });
        return command;
    }
}
