using System.Globalization;
using System.Numerics;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Reports;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>What a search has shown, for people.</summary>
internal static class ProofText
{
    /// <summary>Writes it.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="search">The search.</param>
    /// <param name="proof">What it has shown.</param>
    /// <param name="strict">Whether only deviations that were named are accepted.</param>
    /// <param name="trace">The trace of the divergence, with the options that replay it; null if there is none.</param>
    /// <param name="goesOn">The command line that goes on with the search; null if it was not kept.</param>
    public static void Write(Terminal terminal, ProductSearch search, ProofResult proof, bool strict, string? trace, string? goesOn)
    {
        terminal.WriteLine(proof.Verdict == ProofVerdict.Diverges ? Tone.Bad : proof.Verdict == ProofVerdict.Closed ? Tone.Good : Tone.Notice, Headline(search, proof));
        terminal.WriteLine(Tone.Faint, Numbers(proof));
        if (proof.NoTests > 0)
        {
            terminal.WriteLine(Tone.Faint, string.Create(CultureInfo.InvariantCulture,
                $"  {proof.NoTests:N0} {(proof.NoTests == 1 ? "action in some state was" : "actions in some state were")} no test: their program may spin, and was not compared"));
        }
        if (proof.Counterexample is { } program)
        {
            terminal.WriteLine(Tone.Notice, $"  {proof.Signature.Rule.Print()} {proof.Signature}");
            foreach (ref readonly var action in program.Actions.AsSpan())
                terminal.WriteLine(Tone.Plain, $"      {ActionText.Of(action)}");
            if (trace is not null)
                terminal.WriteLine(Tone.Faint, $"    oslock replay {trace}");
        }
        terminal.WriteLine(Tone.Faint, string.Create(CultureInfo.InvariantCulture,
            $"  accepted deviations: {BitOperations.PopCount((ulong)search.Accepted)}{(strict ? "" : " (those declared)")}"));
        terminal.WriteLine(Tone.Faint, string.Create(CultureInfo.InvariantCulture, $"  the {search.Alphabet.Name} alphabet has {search.Alphabet.Actions.Count} actions; it leaves out"));
        foreach (var sentence in search.Alphabet.LeavesOut)
            terminal.WriteLine(Tone.Faint, $"    {sentence}");
        if (goesOn is not null)
            terminal.WriteLine(Tone.Notice, $"  kept: {goesOn}");
    }

    /// <summary>One line on how far a search is.</summary>
    public static string Of(SearchProgress progress, SearchOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{progress.Depth} actions{(options.Depth is { } depth ? $" of {depth}" : "")}: {progress.States:N0} states, {progress.Waiting:N0} to go, {progress.Transitions:N0} transitions, {progress.Bytes >> 20:N0} MB, {progress.Elapsed.TotalSeconds:F0} s");

    private static string Headline(ProductSearch search, ProofResult proof) => proof.Verdict switch
    {
        ProofVerdict.Closed => $"{search.Target} is equivalent to the model for the {search.Alphabet.Name} alphabet at any depth",
        ProofVerdict.Diverges => string.Create(CultureInfo.InvariantCulture,
            $"{search.Target} diverges after {proof.Counterexample!.Actions.Length} {Actions(proof.Counterexample.Actions.Length)}; no shorter program of the {search.Alphabet.Name} alphabet does"),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{search.Target} is equivalent to the model for the {search.Alphabet.Name} alphabet up to depth {proof.Depth}{Why(proof.End)}"),
    };

    private static string Numbers(ProofResult proof) => string.Create(CultureInfo.InvariantCulture,
        $"  {proof.States:N0} states, {proof.Transitions:N0} transitions{(proof.Verdict == ProofVerdict.Closed ? $", diameter {proof.Depth}" : "")}; {proof.Elapsed.TotalSeconds:F1} s, {proof.Processor.TotalSeconds:F1} s of processor time, {proof.Transitions / Math.Max(0.01, proof.Processor.TotalSeconds):N0} transitions a second of it, {proof.Bytes >> 20:N0} MB");

    private static string Actions(int count) => count == 1 ? "action" : "actions";

    private static string Why(SearchEnd end) => end switch
    {
        SearchEnd.Memory => ", then the memory was used up",
        SearchEnd.Time => ", then the time was over",
        SearchEnd.Interrupted => ", then it was interrupted",
        _ => "",
    };
}
