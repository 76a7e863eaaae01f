using OsLockConformance.Harness.Lockstep;

namespace OsLockConformance.Cli.Commands;

/// <summary>What kind of failure a divergence is, in one word for programs.</summary>
internal static class FailureKind
{
    /// <summary>A scenario to which the target gives different answers.</summary>
    public const string Flaky = "flaky";

    /// <summary>The target could not be tested.</summary>
    public const string Target = "target";

    /// <summary><c>divergence</c>, <c>crash</c>, <c>hang</c> or <c>invariant-threw</c>.</summary>
    public static string Of(Signature signature) => signature.Kind switch
    {
        DivergenceKind.Crash => "crash",
        DivergenceKind.Hang => "hang",
        DivergenceKind.InvariantThrew => "invariant-threw",
        _ => "divergence",
    };
}
