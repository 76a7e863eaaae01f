using FsCheck;
using FsCheck.Fluent;
using OsLockConformance.Evaluation.Trials;
using OsLockConformance.Model.Vocabulary;

namespace OsLockConformance.Evaluation.Approaches;

/// <summary>A property of FsCheck over an array of actions.</summary>
public sealed class FsCheckListApproach : IApproach
{
    /// <inheritdoc/>
    public string Name => "fscheck-list";

    /// <inheritdoc/>
    public string Description => "an FsCheck property over arrays of our actions, with FsCheck's default shrinker of lists";

    /// <inheritdoc/>
    public void Run(Trial trial, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var scenarios = FsCheckDraws.Headers(trial.Capabilities)
            .SelectMany(static header => FsCheckDraws.Actions(header).ArrayOf(header.Length), static (header, actions) => (header, actions));
        // Only the list shrinks: FsCheck knows nothing of an action.
        var lists = Arb.Array(Arb.From(Gen.Constant(default(ScenarioAction))));
        var arbitrary = Arb.From(scenarios, scenario => lists.Shrinker(scenario.actions).Select(actions => (scenario.header, actions)));
        FsCheckCampaign.Run(trial, seed, Prop.ForAll(arbitrary, scenario => trial.Conforms(scenario.header.Configuration, scenario.actions)));
    }
}
