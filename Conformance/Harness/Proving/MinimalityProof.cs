using System.Globalization;

namespace OsLockConformance.Harness.Proving;

/// <summary>
/// How far it is proved that a shrunk scenario is a shortest one. Length is counted in steps: one for an action, two more for an event in a block.
/// The proof is about one PE, one signature and one alphabet, <see cref="ScenarioVocabulary"/>.
/// </summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Steps">The length of the scenario.</param>
/// <param name="Actions">Actions of the alphabet.</param>
/// <param name="States">States of model and implementation that shorter programs lead to.</param>
/// <param name="Transitions">Actions tried in them.</param>
/// <param name="Replaced">How often the search has found a shorter scenario than the passes.</param>
public sealed record MinimalityProof(MinimalityVerdict Verdict, int Steps, int Actions, long States, long Transitions, int Replaced)
{
    /// <summary>In words, for reports.</summary>
    public override string ToString() => Verdict switch
    {
        MinimalityVerdict.Proved when Steps == 1 => "proved minimal: it has one step",
        MinimalityVerdict.Proved => string.Create(CultureInfo.InvariantCulture,
            $"proved minimal: none of fewer than {Steps} steps over the {Actions:N0} actions of its vocabulary ({States:N0} states, {Transitions:N0} transitions){Found}"),
        MinimalityVerdict.Unfinished => string.Create(CultureInfo.InvariantCulture,
            $"not proved minimal: {Transitions:N0} transitions from {States:N0} states were not enough for all of fewer than {Steps} steps over the {Actions:N0} actions of its vocabulary{Found}"),
        _ => "not proved minimal: the state of the target can't be put back",
    };

    private string Found => Replaced == 0 ? "" : "; found by the search, where the passes had stopped";
}
