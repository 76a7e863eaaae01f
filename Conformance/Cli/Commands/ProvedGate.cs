using OsLockConformance.Harness.Symbolic.Gates;

namespace OsLockConformance.Cli.Commands;

/// <summary>A gate, proved or not.</summary>
/// <param name="Proof">What the solver said.</param>
/// <param name="Replay">The counterexample on the target; null if there is none.</param>
/// <param name="TracePath">The counterexample's trace; null if there is none.</param>
internal sealed record ProvedGate(GateProof Proof, GateReplay? Replay, string? TracePath)
{
    public int ExitCode => Proof.Verdict switch
    {
        GateVerdict.Proved => Cli.ExitCode.Conforms,
        GateVerdict.Undecided => Cli.ExitCode.TargetFailed,
        _ => Cli.ExitCode.Diverges,
    };
}

/// <summary>A target with its gates.</summary>
/// <param name="Subject">The target.</param>
/// <param name="Gates">The gates in order.</param>
internal sealed record ProvedSubject(GateSubject Subject, IReadOnlyList<ProvedGate> Gates)
{
    public int ExitCode => Gates.Select(static gate => gate.ExitCode).DefaultIfEmpty(Cli.ExitCode.Conforms).Max();

    public int Count(GateVerdict verdict) => Gates.Count(gate => gate.Proof.Verdict == verdict);
}
