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
/// <param name="Gates">The gates in order, as far as there was time for them.</param>
/// <param name="LeftOut">Gates that an interruption has left no time for.</param>
internal sealed record ProvedSubject(GateSubject Subject, IReadOnlyList<ProvedGate> Gates, int LeftOut)
{
    /// <summary>A gate that is refuted counts more than one of which nothing is known.</summary>
    public int ExitCode => ExitCodeOf([this]);

    /// <summary>The exit code of a run: what is refuted is a finding, whatever else is undecided or left out.</summary>
    public static int ExitCodeOf(IReadOnlyList<ProvedSubject> proved)
    {
        int[] codes = [.. proved.SelectMany(static subject => subject.Gates).Select(static gate => gate.ExitCode)];
        return codes.Contains(Cli.ExitCode.Diverges) ? Cli.ExitCode.Diverges
            : proved.Any(static subject => subject.LeftOut > 0) ? Cli.ExitCode.TargetFailed
            : codes.DefaultIfEmpty(Cli.ExitCode.Conforms).Max();
    }

    public int Count(GateVerdict verdict) => Gates.Count(gate => gate.Proof.Verdict == verdict);
}
