namespace OsLockConformance.Cli.Sarif;

/// <summary>A run of the harness on one target.</summary>
/// <param name="Tool">What ran.</param>
/// <param name="AutomationDetails">What tells this run from those on other targets: a code host closes the alerts of the same kind of run only.</param>
/// <param name="Invocations">The one invocation: whether it worked, and what it had to say of itself.</param>
/// <param name="Artifacts">The traces that locations point into.</param>
/// <param name="Results">The results.</param>
/// <param name="Properties">How much was run.</param>
internal sealed record SarifRun(
    SarifTool Tool,
    SarifRun.AutomationDetailsOf AutomationDetails,
    IReadOnlyList<SarifInvocation> Invocations,
    IReadOnlyList<SarifArtifact> Artifacts,
    IReadOnlyList<SarifResult> Results,
    SarifRun.PropertyBag Properties)
{
    /// <summary>How columns are counted, should a location have one.</summary>
    public string ColumnKind { get; } = "utf16CodeUnits";

    /// <summary>What kind of run it is.</summary>
    /// <param name="Id">The category, and behind the last slash nothing: a run has no name of its own.</param>
    internal sealed record AutomationDetailsOf(string Id);

    /// <summary>How much was run.</summary>
    /// <param name="Target">The target.</param>
    /// <param name="Verdict">As in the JSON report.</param>
    internal sealed record PropertyBag(string Target, string Verdict)
    {
        /// <summary>The seed of a check.</summary>
        public ulong? Seed { get; init; }

        /// <summary>Scenarios that a check ran.</summary>
        public long? Scenarios { get; init; }

        /// <summary>Actions that were compared.</summary>
        public long? Actions { get; init; }

        /// <summary>For the target kvm: which kernel, on what.</summary>
        public string? Machine { get; init; }
    }
}
