using OsLockConformance.Model.Rules;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Lockstep;

/// <summary>
/// A target that breaks down over a scenario diverges as well: no program may end what executes it, and every program leaves its
/// block. What one crash has in common with another is the code that the process ended with.
/// </summary>
internal static class FailureSignature
{
    /// <summary>Whether the target can be blamed, and started again.</summary>
    public static bool IsDivergence(TargetException exception) => exception.Failure != TargetFailure.Unavailable;

    /// <summary>Whether a divergence of the kind cost the target's life.</summary>
    public static bool IsFailure(DivergenceKind kind) => kind is DivergenceKind.Crash or DivergenceKind.Hang;

    /// <summary>The signature of a failure that is a divergence.</summary>
    public static Signature Of(TargetException exception) => exception.Failure == TargetFailure.Hang
        ? new Signature(RuleId.RUN_1, DivergenceKind.Hang, 0)
        : new Signature(RuleId.RUN_1, DivergenceKind.Crash, (uint)(exception.ExitCode ?? 0));
}
