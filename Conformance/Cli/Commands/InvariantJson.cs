using OsLockConformance.Harness.Invariants;
using OsLockConformance.Model.Rules;

namespace OsLockConformance.Cli.Commands;

/// <summary>An audited invariant for programs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">The rule that it stands for.</param>
/// <param name="Verdict"><c>sound</c>, <c>throws</c>, <c>never-reached</c>, <c>cannot-fail</c> or <c>never-holds</c>.</param>
/// <param name="Asked">Snapshots of its moments.</param>
/// <param name="Reached">Those of them in which its precondition is true.</param>
/// <param name="Falsifying">Single-bit changes that have made it false.</param>
/// <param name="Mutations">Single-bit changes that a snapshot has.</param>
/// <param name="Evidence">The first change that made it false, or where it threw and what; null if there is none.</param>
internal sealed record InvariantJson(string Name, string Rule, string Verdict, long Asked, long Reached, int Falsifying, int Mutations, string? Evidence)
{
    public static InvariantJson Of(AuditedInvariant audited) => new(audited.Invariant.Name, audited.Invariant.Rule.Print(), Print(audited.Health),
        audited.Asked, audited.Reached, audited.Falsifying, AuditedInvariant.Mutations, audited.Evidence);

    /// <summary>A verdict in print.</summary>
    public static string Print(InvariantHealth health) => health switch
    {
        InvariantHealth.Throws => "throws",
        InvariantHealth.NeverReached => "never-reached",
        InvariantHealth.CannotFail => "cannot-fail",
        InvariantHealth.NeverHolds => "never-holds",
        _ => "sound",
    };
}
