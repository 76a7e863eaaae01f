using System.CommandLine;
using OsLockConformance.Harness.Exec;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Model.Exploration;
using Spectre.Console;

namespace OsLockConformance.Cli.Commands;

/// <summary><c>oslock prove TARGET</c>: compares a simulated target with the model in every state that a finite alphabet of actions reaches.</summary>
internal static class ProveCommand
{
    private const string DefaultFolder = "oslock-findings";
    private const string DefaultAlphabet = "small";

    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("TARGET") { Description = "a simulated target; 'oslock targets' lists them" };
        var alphabet = new Option<string>("--alphabet") { Description = $"{string.Join(", ", ProofAlphabet.Names)}: which actions there are (default: {DefaultAlphabet})", HelpName = "NAME" };
        var depth = new Option<string>("--depth") { Description = "longest program, in actions (default: no bound); a search that ends before it returns 3", HelpName = "N" };
        var memory = new Option<string>("--memory") { Description = "memory of the states and of what a wave of them brings up, asked after each wave: 512MB, 1.5GB (default: 4GB)", HelpName = "SIZE" };
        var time = new Option<string>("--time") { Description = "time: 30s, 10m (default: no bound)", HelpName = "TIME" };
        var resume = new Option<string>("--resume") { Description = "go on with the search in this file, if it is there, and keep it there when it ends before it is done", HelpName = "FILE" };
        var strict = Acceptance.StrictOption();
        var accept = Acceptance.AcceptOption();
        var format = OptionValue.FormatOption();
        var folder = new Option<string>("--out") { Description = $"folder for the trace of a divergence (default: {DefaultFolder})", HelpName = "DIR" };
        var command = new Command("prove", "Compare a target with the model in every state that a finite alphabet reaches.")
        {
            target, alphabet, depth, memory, time, resume, strict, accept, format, folder,
        };
        command.SetAction(result =>
        {
            var options = new SearchOptions
            {
                Depth = result.GetValue(depth) is { } most ? OptionValue.Depth(most) : null,
                Memory = result.GetValue(memory) is { } size ? OptionValue.Memory(size) : SearchOptions.DefaultMemory,
                Time = result.GetValue(time) is { } limit ? OptionValue.Time(limit) : null,
            };
            var acceptance = Acceptance.Of(result.GetValue(strict), result.GetValue(accept));
            var report = OptionValue.Format(result.GetValue(format));
            var search = Search(result.GetRequiredValue(target), result.GetValue(alphabet) ?? DefaultAlphabet, acceptance, options);
            var file = new SearchKeeping(search, result.GetValue(resume));
            file.Begin();
            var traces = new ProofTrace(result.GetValue(folder) ?? DefaultFolder);
            var proof = Run(terminal, search, options);
            var kept = file.Keep(proof);
            var trace = traces.Write(search, proof, acceptance.Strict);
            if (report == OutputFormat.Json)
            {
                Json.Write(terminal, ProofJson.Of(search, proof, trace, kept));
            }
            else
            {
                (Option<string> Option, bool IsGiven)[] again = [(memory, true), (depth, proof.End != SearchEnd.Depth), (folder, true)];
                var words = again.Where(one => one.IsGiven && result.GetValue(one.Option) is not null)
                    .SelectMany(one => (string[])[one.Option.Name, result.GetValue(one.Option)!]);
                ProofText.Write(terminal, search, proof, acceptance.Strict, trace, kept is null ? null : GoesOn(search, acceptance.Strict, words, kept));
            }
            return Complain(terminal, file.Problem ?? traces.Problem) ? ExitCode.TargetFailed : ExitCodeOf(proof, options);
        });
        return command;
    }

    /// <summary>The command line that goes on with a search that was kept, as a shell reads it.</summary>
    private static string GoesOn(ProductSearch search, bool strict, IEnumerable<string> options, string kept)
    {
        string[] words =
        [
            "oslock", "prove", search.Target, "--alphabet", search.Alphabet.Name, .. strict ? Acceptance.Options(search.Accepted).Split(' ') : [], .. options, "--resume", kept,
        ];
        return string.Join(' ', words.Select(CommandWords.Quote));
    }

    private static bool Complain(Terminal terminal, string? problem)
    {
        if (problem is not null)
            terminal.Error.WriteLine($"oslock: {problem}");
        return problem is not null;
    }

    /// <summary>A script that asked for a depth must not take a search that ended before it for one that got there.</summary>
    internal static int ExitCodeOf(ProofResult proof, SearchOptions options) => proof switch
    {
        { Verdict: ProofVerdict.Diverges } => ExitCode.Diverges,
        { Verdict: ProofVerdict.Closed } => ExitCode.Conforms,
        { End: SearchEnd.Interrupted } => ExitCode.TargetFailed,
        { End: SearchEnd.Memory or SearchEnd.Time } when options.Depth is not null => ExitCode.TargetFailed,
        _ => ExitCode.Conforms,
    };

    private static ProductSearch Search(string name, string alphabet, Acceptance acceptance, SearchOptions options)
    {
        var target = TargetSelection.IsExec(name) || TargetSelection.IsQemu(name) ? null : TargetSelection.Create(name);
        if (target is not IExplorable explorable)
            throw new UsageException($"prove expects a simulated target, got '{name}'; 'oslock targets' lists them");
        var actions = ProofAlphabet.Of(alphabet, explorable.Capabilities)
            ?? throw new UsageException($"--alphabet expects {string.Join(", ", ProofAlphabet.Names)}, got '{alphabet}'");
        return new ProductSearch(explorable.Name, actions, acceptance.For(explorable), options);
    }

    private static ProofResult Run(Terminal terminal, ProductSearch search, SearchOptions options)
    {
        using var interruption = new Interruption();
        var token = interruption.Token;
        if (!terminal.IsRich)
            return search.Run(cancellation: token);
        ProofResult? result = null;
        terminal.Console.Status().Start(search.Target, context =>
            result = search.Run(progress => context.Status = ProofText.Of(progress, options), token));
        return result!;
    }
}
