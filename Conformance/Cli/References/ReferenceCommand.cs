using System.CommandLine;
using OsLockConformance.Cli.Corpora;

namespace OsLockConformance.Cli.References;

/// <summary><c>oslock reference</c>: rules, registers, errata, faults, targets and commands as Markdown.</summary>
internal static class ReferenceCommand
{
    public static Command Create(Terminal terminal)
    {
        var output = new Option<string?>("--output") { Description = $"the folder to write to (default: {ReferenceDocuments.Folder} of the repository)", HelpName = "FOLDER" };
        var check = new Option<bool>("--check") { Description = "write nothing, and say which files are not what would be written" };
        var command = new Command("reference", "Write the reference of rules, registers, errata, faults, targets and commands as Markdown, from the sources of a clone of the repository.") { output, check };
        command.SetAction(result =>
        {
            var repository = Repository.Find() ?? throw new UsageException("the reference is written from the sources: start in a clone of the repository");
            var folder = Path.GetFullPath(Demand(result.GetValue(output) ?? Path.Combine(repository.Root, ReferenceDocuments.Folder)));
            var documents = ReferenceDocuments.Of(repository, folder, result.RootCommandResult.Command);
            return result.GetValue(check) ? Check(terminal, folder, documents) : Write(terminal, folder, documents);
        });
        return command;
    }

    private static string Demand(string folder) => folder.Length > 0 && !File.Exists(folder) ? folder : throw new UsageException($"--output expects a folder, got '{folder}'");

    private static int Write(Terminal terminal, string folder, IReadOnlyList<ReferenceDocument> documents)
    {
        foreach (var document in documents)
        {
            var path = Path.Combine(folder, document.Name);
            CorpusOption.Write(path, document.Text);
            terminal.WriteLine(Tone.Plain, path);
        }
        return ExitCode.Conforms;
    }

    private static int Check(Terminal terminal, string folder, IReadOnlyList<ReferenceDocument> documents)
    {
        ReferenceDocument[] stale = [.. documents.Where(document => !IsCurrent(Path.Combine(folder, document.Name), document.Text))];
        foreach (var document in stale)
            terminal.WriteLine(Tone.Bad, $"{document.Name} is not what its sources say; 'oslock reference' writes it");
        return stale.Length == 0 ? ExitCode.Conforms : ExitCode.Diverges;
    }

    private static bool IsCurrent(string path, string text)
    {
        try
        {
            return File.ReadAllText(path).ReplaceLineEndings("\n") == text;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
