using System.CommandLine;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock rules [ID]</c>: what the model demands.</summary>
internal static class RulesCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "a rule, for example OSL-6; all if left out" };
        var command = new Command("rules", "List the rules of the reference model, or show one with its source.") { id };
        command.SetAction(result =>
        {
            if (result.GetValue(id) is { } name)
                Show(terminal, Find(name));
            else
                PlainTable.Write(terminal, ["rule", "what it says"], [.. RuleCatalogue.All.Select(static rule => (string[])[rule.Name, rule.Statement])]);
            return ExitCode.Conforms;
        });
        return command;
    }

    /// <summary>The rule of a printed id.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static Rule Find(string name)
    {
        if (RuleCatalogue.Find(name) is { } rule)
            return rule;
        var near = NearestName.Of(name, RuleCatalogue.All.Select(static known => known.Name));
        throw new UsageException(near is null ? $"there is no rule '{name}'; 'oslock rules' lists them" : $"there is no rule '{name}'; did you mean {near}?");
    }

    private static void Show(Terminal terminal, Rule rule)
    {
        terminal.Output.WriteLine($"{rule.Name}: {rule.Statement}");
        terminal.Output.WriteLine($"Source: {rule.Source}");
    }
}
