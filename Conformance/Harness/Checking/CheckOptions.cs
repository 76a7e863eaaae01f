using OsLockConformance.Harness.Generation;
using OsLockConformance.Harness.Lockstep;
using OsLockConformance.Harness.Twins;
using OsLockConformance.Model.Errata;
using OsLockConformance.Model.Invariants;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Harness.Checking;

/// <summary>How a target is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Scenarios of the default budget: about ten seconds on one core of a small machine. A number and not a time, so that the
    /// same seed gives the same findings everywhere.</summary>
    public const long DefaultScenarios = 400_000;

    /// <summary>No capability left out.</summary>
    public const TargetCapabilities Everything = (TargetCapabilities)(-1);

    /// <summary>A second implementation that is led through the same scenarios.</summary>
    public Twin? Twin { get; init; }

    /// <summary>The seed of the campaign.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Scenarios to run; null for no limit but <see cref="Time"/>.</summary>
    public long? Scenarios { get; init; } = DefaultScenarios;

    /// <summary>The first scenario of the campaign that is run; the earlier ones have been run already.</summary>
    public long First { get; init; }

    /// <summary>Findings that are known already and not reported again.</summary>
    public IReadOnlyList<Signature> Known { get; init; } = [];

    /// <summary>Where an earlier check with the same options ended; this one goes on from there, and its report is of both.
    /// <see cref="Scenarios"/> is of both too, <see cref="Time"/> is of this one.</summary>
    public CampaignState? Resumed { get; init; }

    /// <summary>Time to spend instead; the number of scenarios, and so what is found, then depends on the machine.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Most actions of a scenario, 1 to <see cref="ScenarioGenerator.MaximumLength"/>.</summary>
    public int MaximumActions { get; init; } = ScenarioGenerator.MaximumLength;

    /// <summary>Of what the target can do, what is drawn.</summary>
    public TargetCapabilities Capabilities { get; init; } = Everything;

    /// <summary>Accept no erratum but <see cref="Accepted"/>.</summary>
    public bool Strict { get; init; }

    /// <summary>In a strict check, the errata that are accepted all the same, if they are declared for the target.</summary>
    public ErratumId Accepted { get; init; }

    /// <summary>Distinct findings after which the search for more ends.</summary>
    public int MaximumFindings { get; init; } = int.MaxValue;

    /// <summary>Findings that are shrunk with the whole budget; a target that is wrong everywhere has hundreds, and those that come after
    /// these get <see cref="LaterShrinkBudget"/> executions each.</summary>
    public int ThoroughlyShrunk { get; init; } = 40;

    /// <summary>The budget of the later findings.</summary>
    public int LaterShrinkBudget { get; init; } = 3_000;

    /// <summary>Transitions that the proof of each finding's minimality may take; 0 for no proof.</summary>
    public long CertifyBudget { get; init; }

    /// <summary>Traces that are replayed before scenarios are generated; those that the target cannot do are left out.</summary>
    public IReadOnlyList<CorpusTrace> Corpus { get; init; } = [];

    /// <summary>What is asked of the host of a target that lets it be seen.</summary>
    public IReadOnlyList<IInvariant> Invariants { get; init; } = InvariantCatalogue.All;

    /// <summary>Count how often each rule is exercised, which costs a little time.</summary>
    public bool CountRules { get; init; }

    /// <summary>Say what was met of what can be met; goes with <see cref="CountRules"/>. The model is explored for it, which takes seconds.</summary>
    public bool Coverage { get; init; }

    /// <summary>How often a scenario that diverged is run again, on a target that is not deterministic by construction, before that is reported.</summary>
    public int Repetitions { get; init; } = 10;

    /// <summary>Crashes, hangs and disturbances after which the search ends: each costs a start, a hang also its patience.</summary>
    public int MaximumFailures { get; init; } = 100;

    /// <summary>Errata of what lies below the target, an emulator for example: always accepted and never reported.</summary>
    public ErratumId Below { get; init; }
}
