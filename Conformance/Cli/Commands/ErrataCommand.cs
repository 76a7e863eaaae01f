using System.CommandLine;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock errata</c>: the deviations that are known, explained and accepted unless <c>--strict</c>.</summary>
internal static class ErrataCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("errata", "List the declared deviations, their rules, reasons and targets.");
        command.SetAction(_ =>
        {
            PlainTable.Write(terminal, ["erratum", "rule", "what happens instead", "why", "targets"],
                [.. ErratumCatalogue.All.Select(static erratum => (string[])
                    [erratum.Name, erratum.Rule.Print(), erratum.Deviation, erratum.Reason, string.Join(", ", erratum.Targets)])]);
            return ExitCode.Conforms;
        });
        return command;
    }
}
