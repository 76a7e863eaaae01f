using System.CommandLine;
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
        var depth = new Option<string>("--depth") { Description = "longest program, in actions (default: no bound)", HelpName = "N" };
        var memory = new Option<string>("--memory") { Description = "memory of the tables: 512MB, 8GB (default: 4GB)", HelpName = "SIZE" };
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
            file.Read();
            var proof = Run(terminal, search, options);
            var kept = file.Keep(proof);
            var trace = ProofTrace.Write(search, proof, acceptance.Strict, result.GetValue(folder) ?? DefaultFolder);
            if (report == OutputFormat.Json)
                Json.Write(terminal, ProofJson.Of(search, proof, trace, kept));
            else
                ProofText.Write(terminal, search, proof, acceptance.Strict, trace, kept);
            return proof.Verdict == ProofVerdict.Diverges ? ExitCode.Diverges : ExitCode.Conforms;
        });
        return command;
    }

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
