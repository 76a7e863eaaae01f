using OsLockConformance.Model.Rules;

namespace OsLockConformance.Harness.Explaining;

/// <summary>Something known that may be the cause of a divergence.</summary>
/// <param name="Kind">How well it explains the divergence.</param>
/// <param name="Name">The id of the erratum, or the name of the target that has the fault: <c>fault:NAME</c>.</param>
/// <param name="Sentence">What it does.</param>
/// <param name="BreaksTheSameRule">Whether the erratum is about the rule that is broken; true for a fault.</param>
/// <param name="Version">The version of KVM that the fault is planted in; null for an erratum.</param>
/// <param name="Confirmed">Other programs in which a fault says what the target must show, and the target shows it.</param>
/// <param name="Refuted">Other programs in which the target does not show it.</param>
/// <param name="Order">Its place in its catalogue, which decides between what is otherwise alike.</param>
public sealed record Candidate(CandidateKind Kind, string Name, string Sentence, bool BreaksTheSameRule, string? Version, int Confirmed, int Refuted, int Order)
{
    /// <summary>Its place, from 1. Those that nothing tells apart share one.</summary>
    public int Place { get; init; }

    /// <summary>The rule of the erratum; null for a fault.</summary>
    public RuleId? Rule { get; init; }

    /// <summary>Whether it is an erratum.</summary>
    public bool IsErratum => Version is null;

    /// <summary>Whether it explains all that was seen.</summary>
    public bool Explains => Kind < CandidateKind.RefutedFault;

    /// <summary>Less is better; equal is tied.</summary>
    internal (int Kind, int Rule, int Refuted, int Confirmed) Rank => ((int)Kind, BreaksTheSameRule ? 0 : 1, Refuted, -Confirmed);
}
