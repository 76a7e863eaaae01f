using System.Numerics;
using OsLockConformance.Harness.Proving;
using OsLockConformance.Harness.Traces;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>What a search has shown, for programs; <c>oslock schema prove</c> describes it.</summary>
/// <param name="Schema">Which schema it follows.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="SchemaCommand"/>.</param>
/// <param name="Target">The implementation.</param>
/// <param name="Alphabet">The alphabet.</param>
/// <param name="Verdict"><c>equivalent</c> (at any depth), <c>equivalent-up-to-depth</c> or <c>diverges</c>.</param>
/// <param name="End">Why it ended: <c>done</c>, <c>depth</c>, <c>memory</c>, <c>time</c> or <c>interrupted</c>.</param>
/// <param name="Depth">The diameter, the depth that was reached, or the length of the shortest program less one.</param>
/// <param name="States">States of model and implementation together.</param>
/// <param name="Transitions">Actions tried in them.</param>
/// <param name="NoTests">Actions that were no test in a state and so not compared: their program may spin.</param>
/// <param name="Bytes">Memory of the states and of what a wave brings up: what <c>--memory</c> bounds.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="ProcessorSeconds">Processor time, all threads together.</param>
/// <param name="Actions">Actions of the alphabet.</param>
/// <param name="LeavesOut">What the alphabet leaves out.</param>
/// <param name="AcceptedDeviations">How many declared deviations are accepted.</param>
/// <param name="Rule">The rule that is broken; null without a divergence.</param>
/// <param name="Signature">What the divergence is; null without one.</param>
/// <param name="Scenario">The shortest program; null without a divergence.</param>
/// <param name="Trace">Its file, with the options to replay it; null without a divergence, or if it can't be written.</param>
/// <param name="Kept">The file to go on from; null if it was not kept.</param>
internal sealed record ProofJson(
    string Schema, int SchemaVersion, string Target, string Alphabet, string Verdict, string End, int Depth, long States, long Transitions, long NoTests, long Bytes, double Seconds, double ProcessorSeconds, int Actions,
    IReadOnlyList<string> LeavesOut, int AcceptedDeviations, string? Rule, string? Signature, string? Scenario, string? Trace, string? Kept)
{
    private const string SchemaName = "oslock-proof";
    private const int Version = 1;

    public static ProofJson Of(ProductSearch search, ProofResult proof, string? trace, string? kept)
    {
        var program = proof.Counterexample;
        return new ProofJson(
            SchemaName,
            Version,
            search.Target,
            search.Alphabet.Name,
            proof.Verdict switch
            {
                ProofVerdict.Closed => "equivalent",
                ProofVerdict.Diverges => "diverges",
                _ => "equivalent-up-to-depth",
            },
            proof.End switch
            {
                SearchEnd.Depth => "depth",
                SearchEnd.Memory => "memory",
                SearchEnd.Time => "time",
                SearchEnd.Interrupted => "interrupted",
                _ => "done",
            },
            proof.Depth, proof.States, proof.Transitions, proof.NoTests, proof.Bytes, Math.Round(proof.Elapsed.TotalSeconds, 3), Math.Round(proof.Processor.TotalSeconds, 3), search.Alphabet.Actions.Count,
            search.Alphabet.LeavesOut, BitOperations.PopCount((ulong)search.Accepted),
            program is null ? null : proof.Signature.Rule.Print(), program is null ? null : proof.Signature.ToString(), program is null ? null : TraceFormat.Write(program),
            trace, kept);
    }
}
