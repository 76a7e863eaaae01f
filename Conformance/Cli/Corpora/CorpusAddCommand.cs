using System.CommandLine;
using OsLockConformance.Harness.Corpora;
using OsLockConformance.Harness.Traces;

namespace OsLockConformance.Cli.Corpora;

/// <summary><c>oslock corpus add FILE...</c>: traces in canonical form into the corpus; all of them, or none if one is refused.</summary>
internal static class CorpusAddCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "traces" };
        var name = new Option<string?>("--name") { Description = "the name in the corpus, as os-lock/good_osl6_step (default: from rule and content)", HelpName = "NAME" };
        var corpus = CorpusOption.Create();
        var command = new Command("add", "Add traces in canonical form, comments kept; duplicates, and traces that record what is not so, are refused.") { files, name, corpus };
        command.SetAction(result => Add(terminal, result.GetRequiredValue(files), result.GetValue(name), CorpusOption.Of(result.GetRequiredValue(corpus))));
        return command;
    }

    private static int Add(Terminal terminal, string[] files, string? name, CorpusFolder folder)
    {
        if (name is not null)
            name = files.Length == 1 ? Demand(name) : throw new UsageException("--name names one trace: give one FILE");
        var addition = new CorpusAddition(folder.Read(), folder, TargetSelection.Simulated);
        AddedTrace[] added = [.. files.Select(file => Prepare(addition, file, name, folder))];
        if (Array.Find(added, one => File.Exists(folder.FileOf(one.Name))) is { } taken)
            throw new UsageException($"{folder.FileOf(taken.Name)} is there already, and is another trace; --name gives this one another name");
        if (added.Any(static one => one.Untrue.Count > 0))
        {
            foreach (var (one, file) in added.Zip(files))
                Complain(terminal, one, file);
            return ExitCode.Diverges;
        }
        foreach (var one in added)
        {
            CorpusOption.Write(folder.FileOf(one.Name), one.Text);
            terminal.WriteLine(Tone.Good, folder.FileOf(one.Name));
            foreach (var line in Recorded(one.Document))
                terminal.WriteLine(Tone.Plain, $"  {line}");
        }
        return ExitCode.Conforms;
    }

    private static AddedTrace Prepare(CorpusAddition addition, string file, string? name, CorpusFolder folder) =>
        addition.Prepare(CorpusFile.Read(file), name, out var duplicate)
            ?? throw new UsageException($"{file} is in the corpus already: {folder.FileOf(duplicate!)} is the same scenario");

    /// <summary>What the trace records, a line for each verdict.</summary>
    private static IEnumerable<string> Recorded(TraceDocument trace)
    {
        foreach (var group in trace.Expectations.GroupBy(static expectation => CorpusReplay.WordsOf(expectation)))
            yield return $"records {string.Join(' ', group.Select(static expectation => expectation.Target))} {group.Key}";
        if (trace.Erratum is { } erratum)
            yield return $"records that it shows {erratum}";
    }

    private static void Complain(Terminal terminal, AddedTrace trace, string file)
    {
        foreach (var outcome in trace.Untrue)
            terminal.WriteLine(Tone.Bad, $"{file}: records that {outcome.Target} {outcome.Recorded}, but it {outcome.Shown ?? "can't do its actions"}");
    }

    private static string Demand(string name)
    {
        var words = name.EndsWith(TraceFormat.Extension, StringComparison.Ordinal) ? name[..^TraceFormat.Extension.Length] : name;
        return words.Split('/').All(static part => part.Length > 0 && part[0] != '.' && part.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            ? words + TraceFormat.Extension
            : throw new UsageException($"--name expects letters, digits, '-', '_' and '.', and '/' behind a folder, got '{name}'");
    }
}
