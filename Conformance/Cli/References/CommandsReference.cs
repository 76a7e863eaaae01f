using System.CommandLine;
using System.Text;

namespace OsLockConformance.Cli.References;

/// <summary>Every command with its arguments and options, from the parser's own model.</summary>
internal static class CommandsReference
{
    public const string Name = "commands.md";

    private const string Program = "oslock";

    public static ReferenceDocument Of(Command root)
    {
        var text = new StringBuilder(ReferenceDocument.Head("Commands"));
        text.Append($"{Markdown.Text(root.Description ?? "")}\n\n");
        var commands = Commands(root, Program).Skip(1).ToList();
        text.Append(Markdown.Table(["command", "what it does"], commands.Select(static one =>
            (string[])[Markdown.Link(one.Path, $"#{Markdown.Anchor(one.Path)}"), Markdown.Text(one.Command.Description ?? "")])));
        foreach (var (command, path) in commands)
            Section(text, command, path);
        return new ReferenceDocument(Name, text.ToString());
    }

    private static IEnumerable<(Command Command, string Path)> Commands(Command command, string path) =>
        [(command, path), .. command.Subcommands.Where(static one => !one.Hidden).SelectMany(one => Commands(one, $"{path} {one.Name}"))];

    private static void Section(StringBuilder text, Command command, string path)
    {
        text.Append($"\n## {path}\n\n{Markdown.Text(command.Description ?? "")}\n\n");
        text.Append($"    {path}{string.Concat(command.Arguments.Select(Usage))}{(command.Subcommands.Count > 0 ? " COMMAND" : "")}{(command.Options.Any(static option => !option.Hidden) ? " [options]" : "")}\n");
        List<string[]> rows =
        [
            .. command.Arguments.Where(static argument => !argument.Hidden).Select(static argument => (string[])[Markdown.Code(argument.Name), Markdown.Text(argument.Description ?? "")]),
            .. command.Options.Where(static option => !option.Hidden).Select(static option => (string[])[Names(option), Markdown.Text(option.Description ?? "") + (option.Required ? " (required)" : "")]),
        ];
        if (rows.Count > 0)
            text.Append('\n').Append(Markdown.Table(["argument or option", "what it is"], rows));
    }

    private static string Usage(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues > 0 ? $" {name}" : $" [{name}]";
    }

    private static string Names(Option option)
    {
        var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? "VALUE"}";
        return string.Join(", ", ((string[])[option.Name, .. option.Aliases.Order(StringComparer.Ordinal)]).Select(name => Markdown.Code(name + value)));
    }
}
