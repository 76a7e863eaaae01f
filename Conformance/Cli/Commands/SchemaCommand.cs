using System.CommandLine;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Commands;

/// <summary>
/// <c>oslock schema NAME</c>: the JSON Schema of what <c>--format json</c> writes. Its version goes up when a member changes its meaning or
/// goes away; members may be added without.
/// </summary>
internal static class SchemaCommand
{
    private const string Prefix = "Schemas/";
    private const string Extension = ".schema.json";

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "a command that has --format json; all are listed if left out" };
        var command = new Command("schema", "Print the JSON Schema of what a command writes with --format json.") { name };
        command.SetAction(result =>
        {
            if (result.GetValue(name) is { } wanted)
                terminal.Output.Write(Read(wanted));
            else
                foreach (var known in Names())
                    terminal.Output.WriteLine(known);
            return ExitCode.Conforms;
        });
        return command;
    }

    /// <summary>The commands that have a schema, in order.</summary>
    public static IReadOnlyList<string> Names() => [.. typeof(SchemaCommand).Assembly.GetManifestResourceNames()
        .Where(static resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(static resource => resource[Prefix.Length..^Extension.Length])
        .Order(StringComparer.Ordinal)];

    private static string Read(string name)
    {
        if (!Names().Contains(name))
        {
            var near = NearestName.Of(name, Names());
            throw new UsageException($"there is no schema '{name}'; {(near is null ? "'oslock schema' lists them" : $"did you mean {near}?")}");
        }

        using var reader = new StreamReader(typeof(SchemaCommand).Assembly.GetManifestResourceStream($"{Prefix}{name}{Extension}")!);
        return reader.ReadToEnd();
    }
}
