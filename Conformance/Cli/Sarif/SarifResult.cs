using System.Text.Json.Serialization;

namespace OsLockConformance.Cli.Sarif;

/// <summary>A result: a rule that a target breaks.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="RuleIndex">Its place among the tool's rules.</param>
/// <param name="Level"><c>error</c> for a finding, <c>warning</c> for a flaky scenario, <c>note</c> for a declared deviation.</param>
/// <param name="Message">What happens.</param>
/// <param name="Locations">The divergent action; empty if its trace is nowhere.</param>
/// <param name="PartialFingerprints">What makes it the same result as that of another run.</param>
/// <param name="Properties">The details for programs.</param>
internal sealed record SarifResult(
    string RuleId,
    int RuleIndex,
    string Level,
    SarifMessage Message,
    IReadOnlyList<SarifLocation> Locations,
    SarifResult.Fingerprints PartialFingerprints,
    SarifResult.PropertyBag Properties)
{
    /// <summary>The actions that lead there; null if there is no trace.</summary>
    public IReadOnlyList<CodeFlow>? CodeFlows { get; init; }

    /// <summary>Why it is accepted; null if it is not.</summary>
    public IReadOnlyList<Suppression>? Suppressions { get; init; }

    /// <summary>Identities that outlive changes of the trace, of seeds and of budgets.</summary>
    /// <param name="Signature">Target, rule and signature.</param>
    /// <param name="PrimaryLocationLineHash">The same as a number: the only fingerprint that GitHub looks at.</param>
    internal sealed record Fingerprints(
        [property: JsonPropertyName("oslockSignature/v1")] string Signature,
        [property: JsonPropertyName("primaryLocationLineHash")] string PrimaryLocationLineHash);

    /// <summary>The details for programs.</summary>
    /// <param name="Kind"><c>divergence</c>, <c>crash</c>, <c>hang</c>, <c>flaky</c> or <c>declared</c>.</param>
    internal sealed record PropertyBag(string Kind)
    {
        /// <summary>The declared deviation; null if there is none.</summary>
        public string? Erratum { get; init; }

        /// <summary>How often an accepted deviation was relied on.</summary>
        public long? Seen { get; init; }

        /// <summary>In how many repetitions a flaky scenario diverged again.</summary>
        public int? Diverged { get; init; }

        /// <summary>Repetitions of a flaky scenario.</summary>
        public int? Runs { get; init; }

        /// <summary>The command that replays it.</summary>
        public string? Replay { get; init; }
    }

    /// <summary>The way to a result.</summary>
    /// <param name="ThreadFlows">Its only thread.</param>
    internal sealed record CodeFlow(IReadOnlyList<ThreadFlow> ThreadFlows);

    /// <summary>The steps in order.</summary>
    /// <param name="Locations">A step for each action.</param>
    internal sealed record ThreadFlow(IReadOnlyList<FlowLocation> Locations);

    /// <summary>A step.</summary>
    /// <param name="Location">Its action.</param>
    internal sealed record FlowLocation(SarifLocation Location);

    /// <summary>Why a result is accepted.</summary>
    /// <param name="Justification">The reason.</param>
    internal sealed record Suppression(string Justification)
    {
        /// <summary>It is declared in the harness, not in the file that the result is in.</summary>
        public string Kind { get; } = "external";

        /// <summary>Whoever declared it has decided.</summary>
        public string Status { get; } = "accepted";
    }
}
