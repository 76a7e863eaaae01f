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
            // Whole sentences: too much for the columns of a table.
            foreach (var erratum in ErratumCatalogue.All)
            {
                terminal.WriteLine(Tone.Notice, $"{erratum.Name} ({erratum.Rule.Print()}): {string.Join(", ", erratum.Targets)}");
                terminal.WriteLine(Tone.Plain, $"  {erratum.Deviation}");
                terminal.WriteLine(Tone.Faint, $"  Why: {erratum.Reason}");
            }

            return ExitCode.Conforms;
        });
        return command;
    }
}
