using System.CommandLine;
using OsLockConformance.Harness.Extending;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock new invariant NAME</c>: writes the file that an extension begins as.</summary>
internal static class NewCommand
{
    private const string Solution = "OsLockConformance.sln";

    private static readonly string InvariantFolder = Path.Combine("Model", "Invariants");

    public static Command Create(Terminal terminal) => new("new", "Write the skeleton of an extension.")
    {
        Invariant(terminal),
    };

    private static Command Invariant(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "the class, for example HostKeepsItsTags" };
        var rule = new Option<string>("--rule") { Description = "the rule that it stands for (default: ISO-1)", HelpName = "ID" };
        var output = new Option<string>("--output") { Description = $"folder for the file (default: {InvariantFolder} of the repository that this folder is in)", HelpName = "DIR" };
        var command = new Command("invariant", "Write NAME.cs with an invariant of the host that compiles, is found by itself, and throws until it is written.") { name, rule, output };
        command.SetAction(result =>
        {
            var given = result.GetRequiredValue(name);
            Demand(given);
            var id = result.GetValue(rule) is { } text ? RulesCommand.Find(text).Id : RuleId.ISO_1;
            var path = Path.Combine(result.GetValue(output) ?? DefaultFolder(), given + ".cs");
            Write(path, InvariantSkeleton.Write(given, id));
            terminal.Output.WriteLine(path);
            return ExitCode.Conforms;
        });
        return command;
    }

    private static void Demand(string name)
    {
        if (!InvariantSkeleton.IsName(name))
            throw new UsageException($"expected the name of a class, letters and digits with a capital letter first, got '{name}'");
        var printed = InvariantSkeleton.PrintedName(name);
        if (InvariantCatalogue.All.FirstOrDefault(known => known.Name == printed || known.GetType().Name == name) is { } taken)
            throw new UsageException($"there is an invariant {taken.GetType().Name} already, named {taken.Name}");
    }

    private static string DefaultFolder()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(folder.FullName, InvariantFolder));
        }
        throw new UsageException($"{Solution} is neither in this folder nor above it; --output says where the file goes");
    }

    private static void Write(string path, string text)
    {
        try
        {
            // Never over a file that is there.
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(text);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new UsageException($"'{path}' exists already and stays as it is");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' can't be written: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }
}
