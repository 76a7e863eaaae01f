using OsLockConformance.Harness.Symbolic.Gates;
using OsLockConformance.Harness.Symbolic.Solving;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>Proofs for programs; <c>oslock schema prove-gates</c> describes it.</summary>
/// <param name="Schema">Which schema it follows.</param>
/// <param name="SchemaVersion">The version of the schema: see <see cref="SchemaCommand"/>.</param>
/// <param name="Solver">The solver.</param>
/// <param name="Interrupted">Whether gates are missing because it was interrupted.</param>
/// <param name="Targets">The targets in order.</param>
internal sealed record ProveGatesReport(string Schema, int SchemaVersion, string Solver, bool Interrupted, IReadOnlyList<ProveGatesReport.Target> Targets)
{
    private const string SchemaName = "oslock-gate-proofs";
    private const int Version = 1;

    /// <summary>A target for programs.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Gates">Its gates in order.</param>
    internal sealed record Target(string Name, IReadOnlyList<Gate> Gates);

    /// <summary>A gate for programs.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Statement">What is proved.</param>
    /// <param name="Rules">The rules that decide.</param>
    /// <param name="Verdict"><c>proved</c>, <c>refuted</c>, <c>refutedBeyondTraces</c> or <c>undecided</c>.</param>
    /// <param name="InputBits">How many bits the inputs have.</param>
    /// <param name="Instructions">How many instructions were executed.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Counterexample">Values by input; null without one.</param>
    /// <param name="Diverges">Whether the counterexample's trace diverges; null without one.</param>
    /// <param name="Signature">What the divergence is; null without one.</param>
    /// <param name="Trace">The counterexample's trace; null without one.</param>
    internal sealed record Gate(
        string Name,
        string Statement,
        IReadOnlyList<string> Rules,
        string Verdict,
        int InputBits,
        int Instructions,
        double Seconds,
        IReadOnlyDictionary<string, string>? Counterexample,
        bool? Diverges,
        string? Signature,
        string? Trace);

    public static ProveGatesReport Of(IReadOnlyList<ProvedSubject> proved) => new(
        SchemaName,
        Version,
        Z3Solver.Version,
        proved.Any(static subject => subject.LeftOut > 0),
        [.. proved.Select(static subject => new Target(subject.Subject.Name, [.. subject.Gates.Select(Of)]))]);

    private static Gate Of(ProvedGate gate) => new(
        gate.Proof.Gate.Name,
        gate.Proof.Gate.Statement,
        [.. gate.Proof.Gate.Rules.Select(RuleNames.Print)],
        VerdictOf(gate.Proof.Verdict),
        gate.Proof.Bits,
        gate.Proof.Instructions,
        Math.Round(gate.Proof.Time.TotalSeconds, 3),
        gate.Proof.Counterexample?.Values.ToDictionary(static value => value.Key, static value => $"0x{value.Value:x}"),
        gate.Replay is { } replay ? replay.Timeline.Divergence is not null : null,
        gate.Replay?.Timeline.Divergence?.Signature.ToString(),
        gate.TracePath);

    private static string VerdictOf(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Proved => "proved",
        GateVerdict.Refuted => "refuted",
        GateVerdict.RefutedBeyondTraces => "refutedBeyondTraces",
        _ => "undecided",
    };
}
