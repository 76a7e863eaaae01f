using System.CommandLine;
using System.Globalization;
using OsLockConformance.Harness.Invariants;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock invariants</c>: what must hold on the host, and whether each of them is reached and could fail.</summary>
internal static class InvariantsCommand
{
    public static Command Create(Terminal terminal)
    {
        var tests = new Option<string>("--tests") { Description = $"scenarios for each KVM profile (default: {InvariantAudit.DefaultScenarios})", HelpName = "N" };
        var seed = new Option<string>("--seed") { Description = "seed of the campaign (default: 1)", HelpName = "S" };
        var format = OptionValue.FormatOption();
        var command = new Command("invariants", "List the invariants of the host, and audit them: how often each is reached, and which changes of the state make it false.")
        {
            tests, seed, format,
        };
        command.SetAction(result =>
        {
            var scenarios = result.GetValue(tests) is { } count ? OptionValue.Count(count) : InvariantAudit.DefaultScenarios;
            var report = OptionValue.Format(result.GetValue(format));
            var audited = InvariantAudit.Of(InvariantCatalogue.All, scenarios, result.GetValue(seed) is { } number ? OptionValue.Seed(number) : 1);
            if (report == OutputFormat.Json)
                Json.Write(terminal, audited.Select(InvariantJson.Of));
            else
                Write(terminal, audited);
            return audited.All(static one => one.Health == InvariantHealth.Sound) ? ExitCode.Conforms : ExitCode.Diverges;
        });
        return command;
    }

    /// <summary>Complains about the unsound ones on standard error, a line each.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool Complain(Terminal terminal)
    {
        var complaints = InvariantAudit.Of(InvariantCatalogue.All).Select(static audited => audited.Complaint).OfType<string>().ToArray();
        foreach (var complaint in complaints)
            terminal.Error.WriteLine($"oslock: {complaint.ReplaceLineEndings(" ")}");
        return complaints.Length > 0;
    }

    private static void Write(Terminal terminal, IReadOnlyList<AuditedInvariant> audited) => PlainTable.Write(terminal,
        ["rule", "invariant", "verdict", "reached", "falsified by", "the first change that does"],
        [.. audited.Select(static one => (string[])
        [
            one.Invariant.Rule.Print(), one.Invariant.Name, InvariantJson.Print(one.Health), string.Create(CultureInfo.InvariantCulture, $"reached {one.Reached:N0} of {one.Asked:N0}"),
            string.Create(CultureInfo.InvariantCulture, $"false by {one.Falsifying} of {AuditedInvariant.Mutations}"), one.Evidence?.ReplaceLineEndings(" ") ?? "",
        ])]);
}
